/** The large picture: the photograph at first, then one preview after the other, then the result. */
import { byId } from './dom.js';
import { isFinal, pixels } from './format.js';

/** Waits before a result that did not load is tried again. */
const RETRY_MS = [1000, 3000, 10_000, 30_000];

export class Stage {
  #frame = byId('frame');
  #picture = /** @type {HTMLImageElement} */ (byId('stage-picture'));
  #under = /** @type {HTMLImageElement} */ (byId('stage-under'));
  #wipe = /** @type {HTMLInputElement} */ (byId('wipe'));
  #compare = byId('compare');
  /** Counts the jobs shown: what was begun for an earlier one is dropped. */
  #turn = 0;
  /** @type {import('./api.js').JobView | undefined} */
  #view;
  /** The address of the picture that is loading or shown. */
  #address = '';
  #shown = false;
  #timer = 0;

  constructor() {
    this.#wipe.addEventListener('input', () => this.#frame.style.setProperty('--wipe', `${this.#wipe.value}%`));
    this.#compare.addEventListener('click', () => this.#comparing(this.#compare.getAttribute('aria-pressed') !== 'true'));
  }

  reset() {
    this.#turn += 1;
    window.clearTimeout(this.#timer);
    this.#view = undefined;
    this.#address = '';
    this.#shown = false;
    this.#frame.style.removeProperty('--aspect');
    this.#picture.hidden = true;
    this.#picture.removeAttribute('src');
    this.#under.hidden = true;
    this.#under.removeAttribute('src');
    this.#under.classList.add('dim');
    this.#comparing(false);
    this.#compare.hidden = true;
    byId('download').hidden = true;
    byId('stage-caption').textContent = '';
    byId('stage-waiting').textContent = '';
    byId('inputs').hidden = true;
  }

  /** Shows what the picture is made of. @param {string} content URL @param {string} style URL */
  showInputs(content, style) {
    /** @type {HTMLImageElement} */ (byId('input-content')).src = content;
    /** @type {HTMLImageElement} */ (byId('input-style')).src = style;
    byId('inputs').hidden = false;
    this.#under.src = content;
    this.#under.hidden = this.#shown;
    this.#compare.hidden = byId('download').hidden;
  }

  /** @param {import('./api.js').JobView} view */
  show(view) {
    this.#view = view;
    if (view.size) this.#frame.style.setProperty('--aspect', `${view.size.width} / ${view.size.height}`);
    this.#describe();
    if (view.state === 'COMPLETED' && view.links.result) {
      if (this.#address !== view.links.result) void this.#showResult(view, view.links.result, 0);
    } else if (view.links.preview && !isFinal(view.state)) {
      this.preview(`${view.links.preview}?step=${view.step}`);
    }
  }

  /** @param {string} url another one for each preview */
  preview(url) {
    if (!this.#view || !isFinal(this.#view.state)) void this.#load(url, 'The picture as far as it is painted');
  }

  /** @param {import('./api.js').JobView} view @param {string} url @param {number} tries that have failed */
  async #showResult(view, url, tries) {
    const turn = this.#turn;
    if (await this.#load(url, 'The finished picture')) {
      const download = /** @type {HTMLAnchorElement} */ (byId('download'));
      download.href = url;
      download.download = `stylize-${view.id}.png`;
      download.hidden = false;
      this.#compare.hidden = byId('inputs').hidden;
    } else if (turn === this.#turn) {
      this.#address = '';
      const wait = RETRY_MS[tries];
      byId('stage-waiting').textContent = wait
        ? 'The picture can’t be loaded. Trying again …'
        : 'The picture can’t be loaded. Reload the page to try again.';
      if (wait) this.#timer = window.setTimeout(() => void this.#showResult(view, url, tries + 1), wait);
    }
  }

  /** Shows a picture when it has come completely, so that nothing flickers. @param {string} url @param {string} alt @returns whether it is shown */
  async #load(url, alt) {
    const turn = this.#turn;
    this.#address = url;
    const next = new Image();
    next.src = url;
    try {
      await next.decode();
    } catch {
      return false; // A preview that was replaced meanwhile; the next one comes.
    }
    // Another job is shown by now, or a newer picture of this one.
    if (turn !== this.#turn || this.#address !== url) return false;
    this.#shown = true;
    this.#picture.src = url;
    this.#picture.alt = alt;
    this.#picture.hidden = false;
    this.#under.hidden = true;
    this.#picture.classList.remove('fresh');
    void this.#picture.offsetWidth; // starts the animation again
    this.#picture.classList.add('fresh');
    this.#describe();
    return true;
  }

  /** Says what is shown, or what is waited for. */
  #describe() {
    const view = this.#view;
    byId('stage-waiting').textContent = this.#shown ? '' : waitingFor(view?.state);
    byId('stage-caption').textContent = !this.#shown || !view ? ''
      : view.state === 'COMPLETED' ? [view.preset, pixels(view.size), view.finishedEarly && 'finished early'].filter(Boolean).join(' · ')
        : view.state === 'RUNNING' ? 'Live preview' : 'The last preview';
  }

  /** @param {boolean} yes whether the photograph lies under the result and can be uncovered */
  #comparing(yes) {
    this.#compare.setAttribute('aria-pressed', String(yes));
    this.#frame.classList.toggle('compared', yes);
    this.#under.classList.toggle('dim', !yes);
    if (this.#shown) this.#under.hidden = !yes;
    this.#wipe.hidden = !yes;
    this.#wipe.value = '50';
    this.#frame.style.setProperty('--wipe', '50%');
    if (yes) this.#wipe.focus();
  }
}

/** @param {string | undefined} state of a job without a picture */
function waitingFor(state) {
  switch (state) {
    case 'SUBMITTED':
      return 'Accepted. It joins the queue in a moment.';
    case 'QUEUED':
      return 'Waiting for a free worker …';
    case 'RUNNING':
      return 'The first preview comes soon …';
    case 'COMPLETED':
      return 'Loading the picture …';
    case 'FAILED':
      return 'There is no picture: the job failed.';
    case 'CANCELLED':
      return 'There is no picture: the job was cancelled.';
    case 'EXPIRED':
      return 'There is no picture: the job was not done in time.';
    default:
      return '';
  }
}
