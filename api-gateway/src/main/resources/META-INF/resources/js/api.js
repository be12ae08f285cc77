/**
 * The service's REST interface.
 *
 * @typedef {{type?: string, title: string, status?: number, detail?: string, field?: string}} Problem
 * @typedef {{content: number, style: number, totalVariation: number, total: number}} Losses
 * @typedef {{id: string, state: string, preset: string, submittedAt: string, updatedAt: string, startedAt?: string,
 *   attempt: number, step: number, steps: number, worker?: string, problem?: Problem, losses?: Losses,
 *   links: {self: string, events: string, result?: string, preview?: string},
 *   size?: {width: number, height: number}, optimizationSeconds?: number, finishedEarly?: boolean, retryOf?: string,
 *   deadline?: string, expiresAt?: string, notBefore?: string}} JobView
 * @typedef {{tenant: string, subject: string, name: string, scopes: string[], expiresAt?: string}} Caller
 * @typedef {{needed: boolean, login?: string, caller?: Caller}} Session
 */

const JOBS = '/v1/stylizations';
const SESSION = '/v1/session';
/** A read that takes longer has failed: otherwise the page would wait for ever on a network that swallows requests. */
const LONGEST_READ_MS = 15_000;
/** A command waits for the broker and the ledger, which take up to 18 s before the service itself gives up. */
const LONGEST_COMMAND_MS = 30_000;
/** Longest time in which an upload makes no progress, or its answer does not come. */
const LONGEST_SILENCE_MS = 90_000;

/** A request that failed, with the service's own reason. */
export class ProblemError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail ? `${problem.title}: ${problem.detail}` : problem.title);
    this.problem = problem;
  }
}

/** @returns {Problem} */
const unreachable = () => ({ title: 'The service can’t be reached', detail: 'Is it running, and is the network up?' });

/** @returns {Problem} */
const unintelligible = () => ({ title: 'The answer can’t be read', detail: 'It is not JSON. Is there a proxy in between?' });

/** @returns {Problem} */
const closed = () => ({
  title: 'This service needs a login',
  status: 401,
  detail: 'Nobody is logged in, or the session has ended.',
});

/** Has an event 'refused' for each request that had no valid session. */
export const unauthenticated = new EventTarget();

/** @param {number} status @param {string} text @returns {Problem} */
function problemOf(status, text) {
  if (status === 401) {
    unauthenticated.dispatchEvent(new Event('refused'));
    return closed();
  }
  try {
    const problem = JSON.parse(text);
    if (problem?.title) return problem;
  } catch {
    // Not from the service but from a proxy in front of it.
  }
  return { title: `The service answered ${status}`, status, detail: text.slice(0, 200) || undefined };
}

/** @param {string} url @returns {Promise<any>} */
const get = (url) => ask(url, 'GET', LONGEST_READ_MS);

/**
 * @param {string} url
 * @param {string} method
 * @param {number} longest milliseconds
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>} undefined for an answer without content
 */
async function ask(url, method, longest, headers) {
  let response;
  let text;
  try {
    response = await fetch(url, {
      method,
      headers: { Accept: 'application/json, application/problem+json', ...headers },
      signal: AbortSignal.timeout(longest),
    });
    text = await response.text();
  } catch {
    throw new ProblemError(unreachable());
  }
  if (!response.ok) throw new ProblemError(problemOf(response.status, text));
  if (response.status === 204) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(unintelligible());
  }
}

/** Who is logged in, and how one logs in. @returns {Promise<Session>} */
export const session = () => get(SESSION);

/** Begins a session. @param {string} key @returns {Promise<Caller>} */
export async function login(key) {
  try {
    const response = await fetch(SESSION, {
      method: 'POST',
      headers: { Accept: 'application/json, application/problem+json', 'Content-Type': 'application/json' },
      body: JSON.stringify({ key }),
      signal: AbortSignal.timeout(LONGEST_COMMAND_MS),
    });
    const answer = await response.json();
    // Here 401 means that the key is wrong, and the service says in which way.
    if (!response.ok) throw new ProblemError({ title: 'The login failed', status: response.status, detail: answer.detail });
    return answer;
  } catch (error) {
    throw error instanceof ProblemError ? error : new ProblemError(unreachable());
  }
}

/** Ends the session. @returns {Promise<void>} */
export const logout = () => ask(SESSION, 'DELETE', LONGEST_COMMAND_MS);

/** @param {string} id @returns {Promise<JobView>} */
export const job = (id) => get(`${JOBS}/${encodeURIComponent(id)}`);

/** Whether the service does not know what was asked for, and asking again is of no use. @param {Problem | undefined} problem */
export const isGone = (problem) => problem?.status === 404 || problem?.status === 410;

/** A small picture of a finished job. @param {JobView} view @returns {string | undefined} */
export const thumbnailUrl = (view) => (view.links.result ? `${view.links.self}/thumbnail` : undefined);

/** @param {string} id */
export const eventsUrl = (id) => `${JOBS}/${encodeURIComponent(id)}/events`;

/** Newest first. @param {number} limit @param {string} [cursor] @returns {Promise<{items: JobView[], next?: string}>} */
export const jobs = (limit, cursor) =>
  get(`${JOBS}?limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);

/** Ends a job. @param {string} id @returns {Promise<JobView>} */
export const cancel = (id) => ask(`${JOBS}/${encodeURIComponent(id)}/cancel`, 'POST', LONGEST_COMMAND_MS);

/** Makes the present picture the result. @param {string} id @returns {Promise<JobView>} */
export const finish = (id) => ask(`${JOBS}/${encodeURIComponent(id)}/finish`, 'POST', LONGEST_COMMAND_MS);

/** Does a job again. @param {string} id @param {string} key of the same request sent again @returns {Promise<JobView>} the new job */
export const retry = (id, key) =>
  ask(`${JOBS}/${encodeURIComponent(id)}/retry`, 'POST', LONGEST_COMMAND_MS, { 'Idempotency-Key': key });

/** Deletes a job and its pictures. @param {string} id @returns {Promise<void>} */
export const remove = (id) => ask(`${JOBS}/${encodeURIComponent(id)}`, 'DELETE', LONGEST_COMMAND_MS);

export const presets = () => get('/v1/presets');

/**
 * Sends both pictures and the recipe. Uses XMLHttpRequest because fetch does not tell how much has been sent.
 *
 * @param {File} content
 * @param {File} style
 * @param {{preset: string, overrides: Record<string, number>}} request
 * @param {(share: number) => void} sent told the share of the body that has been sent, 0 to 1
 * @returns {Promise<JobView>}
 */
export function submit(content, style, request, sent) {
  const body = new FormData();
  body.append('content', content);
  body.append('style', style);
  body.append('request', new Blob([JSON.stringify(request)], { type: 'application/json' }), 'request.json');
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    let timer = 0;
    const waitAgain = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => call.abort(), LONGEST_SILENCE_MS);
    };
    call.open('POST', JOBS);
    call.setRequestHeader('Accept', 'application/json, application/problem+json');
    call.upload.onprogress = (event) => {
      waitAgain();
      if (event.lengthComputable) sent(event.loaded / event.total);
    };
    call.onerror = () => reject(new ProblemError(unreachable()));
    call.onabort = call.onerror;
    call.onload = () => {
      if (call.status < 200 || call.status >= 300) {
        reject(new ProblemError(problemOf(call.status, call.responseText)));
        return;
      }
      try {
        resolve(JSON.parse(call.responseText));
      } catch {
        reject(new ProblemError(unintelligible()));
      }
    };
    call.onloadend = () => window.clearTimeout(timer);
    waitAgain();
    call.send(body);
  });
}
