// A client of a stylize gateway. Types and operations come from its OpenAPI document (schema.ts); this file adds what a
// document cannot say: problems as errors, retries, multipart bodies, events and waiting.
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema.js';

type Schemas = components['schemas'];
export type Job = Schemas['JobView'];
export type JobRequest = Schemas['JobRequest'];
export type JobOptions = Schemas['JobOptions'];
export type Problem = Schemas['Problem'];

/** The data of each server-sent event by its name. Events with other names may come; they are passed over. */
export interface StreamData {
  snapshot: Job;
  resync: Job;
  submitted: Schemas['JobSubmitted'];
  queued: Schemas['JobQueued'];
  started: Schemas['JobStarted'];
  checkpointed: Schemas['JobCheckpointed'];
  retried: Schemas['JobRetried'];
  completed: Schemas['JobCompleted'];
  failed: Schemas['JobFailed'];
  cancelled: Schemas['JobCancelled'];
  expired: Schemas['JobExpired'];
  progress: Schemas['Progress'];
  preview: Schemas['Preview'];
}
export type StreamEvent = {
  [Name in keyof StreamData]: { event: Name; id?: string; data: StreamData[Name] };
}[keyof StreamData];

/** The gateway answered with a problem (RFC 9457). */
export class ProblemError extends Error {
  /** @param retryAfter seconds to wait, if the gateway says so */
  constructor(readonly problem: Problem, readonly retryAfter?: number) {
    super(`${problem.title}: ${problem.detail}`);
    this.name = 'ProblemError';
  }

  /** The type without its path, such as `image-not-found`. */
  get kind(): string {
    return this.problem.type.split('/').at(-1) ?? '';
  }
}

/** The job ended without a result. */
export class JobEndedError extends Error {
  constructor(readonly job: Job) {
    super(`job ${job.id} is ${job.state}` + (job.problem === undefined ? '' : `: ${job.problem.detail}`));
    this.name = 'JobEndedError';
  }
}

const MOST_TRIES = 5;
const LONGEST_WAIT_SECONDS = 60;
const ENDS = new Set(['completed', 'failed', 'cancelled', 'expired']);
const NAMES = new Set([
  'snapshot', 'resync', 'submitted', 'queued', 'started', 'checkpointed', 'retried',
  'completed', 'failed', 'cancelled', 'expired', 'progress', 'preview',
]);

export interface Settings {
  /** Such as `https://stylize.example`. */
  url: string;
  /** An API key; none for a gateway that asks for none. */
  key?: string;
}

export class Stylize {
  /** Every operation of the OpenAPI document, typed. Problems are thrown as ProblemError. */
  readonly api: Client<paths>;
  private readonly url: string;
  private readonly headers: Record<string, string>;

  constructor(settings: Settings) {
    this.url = settings.url.replace(/\/+$/, '');
    this.headers = settings.key === undefined ? {} : { Authorization: `Bearer ${settings.key}` };
    this.api = createClient<paths>({ baseUrl: this.url, headers: this.headers, fetch: patientFetch });
    const problems: Middleware = {
      async onResponse({ response }) {
        if (!response.ok && response.status !== 304) {
          throw await problemOf(response);
        }
      },
    };
    this.api.use(problems);
  }

  /** Submits pictures as they are. The same `idempotencyKey` and pictures again are the same job. */
  async submit(
    content: Blob,
    styles: Blob[],
    options: JobOptions = {},
    idempotencyKey: string = crypto.randomUUID(),
  ): Promise<Job> {
    const form = new FormData();
    form.append('content', content, 'content');
    styles.forEach(style => form.append('style', style, 'style'));
    form.append('request', new Blob([JSON.stringify(options)], { type: 'application/json' }), 'request.json');
    const answer = await patientFetch(new Request(`${this.url}/v1/stylizations`, {
      method: 'POST',
      headers: { ...this.headers, 'Idempotency-Key': idempotencyKey },
      body: form,
    }));
    if (!answer.ok) {
      throw await problemOf(answer);
    }
    return await answer.json() as Job;
  }

  /** The events of a job until it ends. After an interruption it goes on after the last durable event. */
  async *events(id: string, lastEventId?: string): AsyncGenerator<StreamEvent> {
    let failures = 0;
    for (;;) {
      try {
        const answer = await patientFetch(new Request(`${this.url}/v1/stylizations/${id}/events`, {
          headers: {
            ...this.headers,
            Accept: 'text/event-stream',
            ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
          },
        }));
        if (answer.status === 204) {
          return;
        }
        if (!answer.ok || answer.body === null) {
          throw await problemOf(answer);
        }
        let ended = false;
        for await (const event of eventsOf(answer.body)) {
          failures = 0;
          lastEventId = event.id ?? lastEventId;
          ended ||= ENDS.has(event.event) || ('state' in event.data && ENDS.has(event.data.state.toLowerCase()));
          yield event;
        }
        if (ended) {
          return;
        }
      } catch (e) {
        failures += 1;
        if (e instanceof ProblemError || failures === MOST_TRIES) {
          throw e;
        }
      }
      await sleep(backoff(Math.max(1, failures)));
    }
  }

  /** Waits for the end of a job; throws JobEndedError if it ends without a result. */
  async wait(id: string): Promise<Job> {
    for await (const event of this.events(id)) {
      void event;
    }
    const { data } = await this.api.GET('/v1/stylizations/{id}', { params: { path: { id } } });
    const job = data as Job;
    if (job.state !== 'COMPLETED') {
      throw new JobEndedError(job);
    }
    return job;
  }

  /** The picture of a completed job, checked by its SHA-256. */
  async result(id: string): Promise<Uint8Array<ArrayBuffer>> {
    const { data, response } = await this.api.GET('/v1/stylizations/{id}/result', {
      params: { path: { id } },
      parseAs: 'arrayBuffer',
    });
    const content = new Uint8Array(data as ArrayBuffer);
    const expected = response.headers.get('Repr-Digest');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
    const found = `sha-256=:${btoa(String.fromCharCode(...digest))}:`;
    if (expected !== null && expected !== found) {
      throw new Error(`the digest of the result must be ${expected} but is ${found}`);
    }
    return content;
  }
}

/** Sends a request again where that does no harm and the gateway wants it, or is away. */
async function patientFetch(request: Request): Promise<Response> {
  const repeatable = ['GET', 'HEAD', 'PUT', 'DELETE'].includes(request.method) || request.headers.has('Idempotency-Key');
  for (let attempt = 1; ; attempt++) {
    let wait = backoff(attempt);
    try {
      const answer = await fetch(request.clone());
      const again = answer.status === 429 || (answer.status === 503 && repeatable);
      wait = retryAfter(answer) ?? wait;
      if (!again || attempt === MOST_TRIES || wait > LONGEST_WAIT_SECONDS) {
        return answer;
      }
      await answer.body?.cancel();
    } catch (e) {
      if (!repeatable || attempt === MOST_TRIES) {
        throw e;
      }
    }
    await sleep(wait);
  }
}

async function problemOf(answer: Response): Promise<ProblemError> {
  const text = await answer.text();
  let problem: Problem = {
    type: 'about:blank',
    title: answer.statusText || 'Error',
    status: answer.status,
    detail: `${answer.url} was answered with ${answer.status}`,
  };
  if (answer.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    problem = JSON.parse(text) as Problem;
  }
  return new ProblemError(problem, retryAfter(answer));
}

function retryAfter(answer: Response): number | undefined {
  const text = answer.headers.get('Retry-After') ?? '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  let rest = '';
  let fields: Record<string, string> = {};
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (fields.data !== undefined && NAMES.has(fields.event ?? '')) {
          yield { event: fields.event, id: fields.id, data: JSON.parse(fields.data) } as StreamEvent;
        }
        fields = {};
      } else {
        const colon = line.indexOf(':');
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        fields[name] = name === 'data' && fields.data !== undefined ? `${fields.data}\n${value}` : value;
      }
    }
  }
}

function backoff(attempt: number): number {
  return 0.5 * 2 ** (attempt - 1) * (0.5 + Math.random());
}

function sleep(seconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, seconds * 1000));
}
