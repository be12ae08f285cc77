/**
 * The service's REST interface.
 *
 * @typedef {{type?: string, title: string, status?: number, detail?: string, field?: string}} Problem
 * @typedef {{content: number, style: number, totalVariation: number, total: number}} Losses
 * @typedef {{id: string, state: string, preset: string, submittedAt: string, updatedAt: string, startedAt?: string,
 *   attempt: number, step: number, steps: number, worker?: string, problem?: Problem, losses?: Losses,
 *   links: {self: string, events: string, result?: string, preview?: string},
 *   size?: {width: number, height: number}, optimizationSeconds?: number}} JobView
 */

const JOBS = '/v1/stylizations';

/** An answer that is not what was asked for; says why in the words of the service. */
export class ProblemError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail ? `${problem.title}: ${problem.detail}` : problem.title);
    this.problem = problem;
  }
}

/** @returns {Problem} */
const unreachable = () => ({ title: 'The service can’t be reached', detail: 'Is it running, and is the network up?' });

/** @param {number} status @param {string} text @returns {Problem} */
function problemOf(status, text) {
  try {
    const problem = JSON.parse(text);
    if (problem?.title) return problem;
  } catch {
    // Not from the service itself but from something before it, which answers in its own way.
  }
  return { title: `The service answered ${status}`, status, detail: text.slice(0, 200) || undefined };
}

/** @param {string} url @returns {Promise<any>} */
async function get(url) {
  let response;
  try {
    response = await fetch(url, { headers: { Accept: 'application/json, application/problem+json' } });
  } catch {
    throw new ProblemError(unreachable());
  }
  if (!response.ok) throw new ProblemError(problemOf(response.status, await response.text()));
  return response.json();
}

/** @param {string} id @returns {Promise<JobView>} */
export const job = (id) => get(`${JOBS}/${encodeURIComponent(id)}`);

/** @param {string} id */
export const eventsUrl = (id) => `${JOBS}/${encodeURIComponent(id)}/events`;

/** Newest first. @param {number} limit @param {string} [cursor] @returns {Promise<{items: JobView[], next?: string}>} */
export const jobs = (limit, cursor) =>
  get(`${JOBS}?limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);

export const presets = () => get('/v1/presets');

/**
 * Sends both pictures and the recipe. Not by fetch, which does not tell how much has been sent.
 *
 * @param {File} content
 * @param {File} style
 * @param {{preset: string, overrides: Record<string, number>}} request
 * @param {(share: number) => void} sent told the share of the body that has left, 0 to 1
 * @returns {Promise<JobView>}
 */
export function submit(content, style, request, sent) {
  const body = new FormData();
  body.append('content', content);
  body.append('style', style);
  body.append('request', new Blob([JSON.stringify(request)], { type: 'application/json' }), 'request.json');
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', JOBS);
    call.setRequestHeader('Accept', 'application/json, application/problem+json');
    call.upload.onprogress = (event) => event.lengthComputable && sent(event.loaded / event.total);
    call.onerror = () => reject(new ProblemError(unreachable()));
    call.onload = () => {
      if (call.status >= 200 && call.status < 300) resolve(JSON.parse(call.responseText));
      else reject(new ProblemError(problemOf(call.status, call.responseText)));
    };
    call.send(body);
  });
}
