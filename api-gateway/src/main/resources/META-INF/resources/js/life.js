/**
 * What a durable event makes of a job.
 *
 * @typedef {{type: string, at: string, worker?: string, steps?: number, size?: {width: number, height: number},
 *   losses?: import('./api.js').Losses, optimizationSeconds?: number, problem?: import('./api.js').Problem,
 *   step?: number, notBefore?: string, finishedEarly?: boolean}} JobEvent
 * @typedef {import('./api.js').JobView & {kept?: number, goesOn?: boolean}} JobView `kept`: steps of the latest checkpoint
 *   that was seen; `goesOn`: only a slice is over, and the same attempt goes on
 */

/** The events, in the service's own names. */
export const EVENTS = ['submitted', 'queued', 'started', 'checkpointed', 'retried', 'completed', 'failed', 'cancelled', 'expired'];

/** The job after the event. @param {JobView} view @param {JobEvent} event @returns {JobView} */
export function after(view, event) {
  const next = { ...view, updatedAt: event.at };
  const steps = event.steps ?? view.steps;
  const size = event.size ?? view.size;
  switch (event.type) {
    case 'started':
      return {
        ...next, state: 'RUNNING', startedAt: event.at, attempt: view.attempt + (view.goesOn ? 0 : 1), worker: event.worker,
        step: view.kept ?? 0, steps, size, problem: undefined, notBefore: undefined, goesOn: undefined,
      };
    case 'checkpointed':
      return { ...next, step: Math.max(view.step, event.step ?? 0), kept: event.step };
    case 'queued':
      return { ...next, state: 'QUEUED', worker: undefined, goesOn: view.attempt > 0 };
    case 'retried':
      return { ...next, state: 'QUEUED', worker: undefined, step: view.kept ?? 0, problem: event.problem, notBefore: event.notBefore };
    case 'completed': {
      const { worker = view.worker, losses, optimizationSeconds, finishedEarly } = event;
      const links = { ...view.links, result: `${view.links.self}/result` };
      return { ...next, state: 'COMPLETED', worker, step: steps, steps, size, losses, optimizationSeconds, finishedEarly, links };
    }
    case 'failed':
    case 'expired':
      return { ...next, state: event.type.toUpperCase(), problem: event.problem ?? view.problem };
    default:
      return { ...next, state: event.type.toUpperCase() };
  }
}
