/** The large picture: the photograph at first, then previews one after the other, then the result. */
import { byId } from './dom.js';
import { isFinal, pixels } from './format.js';

export class Stage {
  #frame = byId('frame');
  #picture = /** @type {HTMLImageElement} */ (byId('stage-picture'));
  #under = /** @type {HTMLImageElement} */ (byId('stage-under'));
  #wipe = /** @type {HTMLInputElement} */ (byId('wipe'));
  #compare = byId('compare');
  #shown = '';
  #ended = false;

  constructor() {
    this.#wipe.addEventListener('input', () => this.#frame.style.setProperty('--wipe', `${this.#wipe.value}%`));
    this.#compare.addEventListener('click', () => this.#comparing(this.#compare.getAttribute('aria-pressed') !== 'true'));
  }

  reset() {
    this.#shown = '';
    this.#ended = false;
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
    this.#under.hidden = this.#shown !== '';
    this.#compare.hidden = byId('download').hidden;
  }

  /** @param {import('./api.js').JobView} view */
  show(view) {
    this.#ended = isFinal(view.state);
    if (view.size) this.#frame.style.setProperty('--aspect', `${view.size.width} / ${view.size.height}`);
    if (view.state === 'COMPLETED' && view.links.result) {
      void this.#replace(view.links.result, true).then(() => this.#finish(view));
    } else if (view.links.preview && !this.#ended) {
      this.preview(`${view.links.preview}?step=${view.step}`);
    }
    const waiting = this.#shown ? '' : {
      SUBMITTED: 'Accepted. It will be waiting for a worker in a moment.',
      QUEUED: 'Waiting for a free worker …',
      RUNNING: 'The first strokes are on their way …',
      FAILED: 'There is no picture: the job failed.',
      CANCELLED: 'There is no picture: the job was cancelled.',
      EXPIRED: 'There is no picture: the job was not done in time.',
    }[view.state];
    byId('stage-waiting').textContent = waiting ?? '';
  }

  /** @param {string} url another one for each preview */
  preview(url) {
    if (!this.#ended) void this.#replace(url, false);
  }

  /** Shows a picture when it has come completely, so that nothing flickers. @param {string} url @param {boolean} final */
  async #replace(url, final) {
    this.#shown ||= url;
    const next = new Image();
    next.src = url;
    try {
      await next.decode();
    } catch {
      return; // It was replaced or taken away meanwhile; the next one comes.
    }
    if (this.#ended && !final) return;
    this.#shown = url;
    this.#picture.src = url;
    this.#picture.alt = final ? 'The finished picture' : 'The picture as far as it is painted';
    this.#picture.hidden = false;
    this.#under.hidden = true;
    this.#picture.classList.remove('fresh');
    void this.#picture.offsetWidth; // begins the animation anew
    this.#picture.classList.add('fresh');
    byId('stage-waiting').textContent = '';
    byId('stage-caption').textContent = final ? '' : 'Live preview';
  }

  /** @param {import('./api.js').JobView} view */
  #finish(view) {
    const download = /** @type {HTMLAnchorElement} */ (byId('download'));
    download.href = view.links.result ?? '';
    download.download = `stylize-${view.id}.png`;
    download.hidden = false;
    byId('stage-caption').textContent = [view.preset, pixels(view.size)].filter(Boolean).join(' · ');
    this.#compare.hidden = byId('inputs').hidden;
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
