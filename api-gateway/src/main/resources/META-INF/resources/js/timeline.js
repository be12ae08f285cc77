/** What happened to a job: from its state now, and from the events that this page has seen. */
import { byId } from './dom.js';
import { clock, duration } from './format.js';

/** @typedef {{what: string, at?: string, more?: string, css?: string}} Entry */

/**
 * @param {import('./api.js').JobView} view
 * @param {Entry[]} seen entries between the start and the end
 */
export function showTimeline(view, seen) {
  /** @type {Entry[]} */
  const entries = [{ what: 'Accepted', at: view.submittedAt }];
  if (view.startedAt) {
    const waited = (Date.parse(view.startedAt) - Date.parse(view.submittedAt)) / 1000;
    entries.push(...seen, {
      what: view.attempt > 1 ? `Attempt ${view.attempt} started` : 'Painting started',
      at: view.startedAt,
      more: [view.worker && `on ${view.worker}`, view.attempt === 1 && waited >= 0.1 && `after ${duration(waited)} of waiting`].filter(Boolean).join(', '),
    });
  } else {
    entries.push(...seen);
  }
  entries.push(...last(view));
  entries[entries.length - 1].css ??= 'now';
  byId('timeline').replaceChildren(...entries.sort(byTime).map(item));
}

/** @param {import('./api.js').JobView} view @returns {Entry[]} */
function last(view) {
  const at = view.updatedAt;
  switch (view.state) {
    case 'COMPLETED': {
      const whole = (Date.parse(at) - Date.parse(view.submittedAt)) / 1000;
      return [{ what: view.finishedEarly ? 'Finished early' : 'Done', at, more: `${duration(whole)} after it was submitted`, css: 'good' }];
    }
    case 'FAILED':
      return [{ what: 'Failed', at, more: view.problem?.title, css: 'bad' }];
    case 'CANCELLED':
      return [{ what: 'Cancelled', at }];
    case 'EXPIRED':
      return [{ what: 'Expired', at, more: view.problem?.title }];
    case 'RUNNING':
      return [];
    default:
      return [view.notBefore && Date.parse(view.notBefore) > Date.now()
        ? { what: 'Waiting', more: `goes back to the queue at ${clock(view.notBefore)}` }
        : { what: 'Waiting for a worker' }];
  }
}

/** Entries without a time come last; the order of equals stays. @param {Entry} a @param {Entry} b */
function byTime(a, b) {
  return (a.at ? Date.parse(a.at) : Infinity) - (b.at ? Date.parse(b.at) : Infinity) || 0;
}

/** @param {Entry} entry */
function item({ what, at, more, css }) {
  const element = document.createElement('li');
  if (css) element.className = css;
  const name = document.createElement('span');
  name.textContent = what;
  element.append(name);
  if (at) {
    const time = document.createElement('time');
    time.dateTime = at;
    time.textContent = clock(at);
    element.append(time);
  }
  if (more) {
    const note = document.createElement('p');
    note.textContent = more;
    element.append(note);
  }
  return element;
}
