/** The live events of one job. */
import { eventsUrl, job, ProblemError } from './api.js';
import { EVENTS } from './life.js';

const LONGEST_WAIT_MS = 15_000;

/**
 * Follows a job until closed. The browser itself resumes a broken connection from the last durable event. Where it gives
 * up, because the answer is not a stream, this reads the job and tries again, after a longer wait each time.
 *
 * @param {string} id
 * @param {{
 *   view: (view: import('./api.js').JobView) => void,
 *   life: (event: import('./life.js').JobEvent) => void,
 *   progress: (data: any) => void,
 *   preview: (url: string) => void,
 *   connected: (yes: boolean) => void,
 *   lost: (problem: import('./api.js').Problem) => void,
 * }} on `lost`: there is no such job, or it may not be seen; nothing is called after it
 * @returns {() => void} closes
 */
export function follow(id, on) {
  /** @type {EventSource | undefined} */
  let source;
  let timer = 0;
  let wait = 1000;
  let closed = false;

  function open() {
    source = new EventSource(eventsUrl(id));
    source.onopen = () => {
      wait = 1000;
      on.connected(true);
    };
    source.onerror = () => {
      if (closed) return;
      if (source?.readyState === EventSource.CLOSED) void startAgain();
      else on.connected(false);
    };
    for (const name of ['snapshot', 'resync']) listen(name, on.view);
    for (const name of EVENTS) listen(name, on.life);
    listen('progress', on.progress);
    listen('preview', (data) => on.preview(data.url));
  }

  /** @param {string} name @param {(data: any) => void} handler */
  function listen(name, handler) {
    source?.addEventListener(name, (event) => {
      if (!closed) handler(JSON.parse(/** @type {MessageEvent} */ (event).data));
    });
  }

  async function startAgain() {
    try {
      const view = await job(id);
      if (!closed) on.view(view);
    } catch (error) {
      if (closed) return;
      const problem = error instanceof ProblemError ? error.problem : undefined;
      if (problem && isRefusal(problem.status)) {
        on.lost(problem);
        return;
      }
    }
    if (closed) return;
    on.connected(false);
    timer = window.setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  open();
  return () => {
    closed = true;
    window.clearTimeout(timer);
    source?.close();
  };
}

/** Whether the next answer would be the same. @param {number | undefined} status */
const isRefusal = (status) => status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
