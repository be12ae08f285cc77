/**
 * What a durable event makes of a job.
 *
 * @typedef {{type: string, at: string, worker?: string, steps?: number, size?: {width: number, height: number},
 *   losses?: import('./api.js').Losses, optimizationSeconds?: number, problem?: import('./api.js').Problem}} JobEvent
 * @typedef {import('./api.js').JobView} JobView
 */

/** The events, in the service's own names. */
export const EVENTS = ['submitted', 'queued', 'started', 'retried', 'completed', 'failed', 'cancelled', 'expired'];

/** The job after the event. @param {JobView} view @param {JobEvent} event @returns {JobView} */
export function after(view, event) {
  const next = { ...view, updatedAt: event.at };
  const steps = event.steps ?? view.steps;
  const size = event.size ?? view.size;
  switch (event.type) {
    case 'started':
      return { ...next, state: 'RUNNING', startedAt: event.at, attempt: view.attempt + 1, worker: event.worker, step: 0, steps, size };
    case 'retried':
      return { ...next, state: 'QUEUED', worker: undefined, step: 0 };
    case 'completed': {
      const { worker = view.worker, losses, optimizationSeconds } = event;
      const links = { ...view.links, result: `${view.links.self}/result` };
      return { ...next, state: 'COMPLETED', worker, step: steps, steps, size, losses, optimizationSeconds, links };
    }
    case 'failed':
    case 'expired':
      return { ...next, state: event.type.toUpperCase(), problem: event.problem ?? view.problem };
    default:
      return { ...next, state: event.type.toUpperCase() };
  }
}
