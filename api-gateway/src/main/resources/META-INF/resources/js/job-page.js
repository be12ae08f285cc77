/** The page of one job: live while it runs, with the result at the end. */
import { isGone } from './api.js';
import { Commands } from './commands.js';
import { byId, inside, sentence, showProblem } from './dom.js';
import { duration, isFinal, rate, stateName } from './format.js';
import { find } from './inputs.js';
import { after } from './life.js';
import { LossPlot } from './loss-plot.js';
import { Stage } from './stage.js';
import { follow } from './stream.js';
import { showTimeline } from './timeline.js';

/** @typedef {import('./api.js').JobView} JobView */

export class JobPage {
  #plot = new LossPlot();
  #stage = new Stage();
  #commands;
  #changed;
  #gone;
  /** @type {JobView | undefined} */
  #view;
  /** @type {import('./timeline.js').Entry[]} */
  #seen = [];
  #announced = '';
  /** @type {string[]} */
  #urls = [];
  #close = () => {};

  /**
   * @param {(view: JobView) => void} changed told when a job's state changes
   * @param {(id: string) => void} gone told of a job that the service does not know
   * @param {(view: JobView) => void} again told of the new job that does the shown one again
   */
  constructor(changed, gone, again) {
    this.#changed = changed;
    this.#gone = gone;
    this.#commands = new Commands({
      changed: (view) => {
        if (view.id === this.#view?.id) this.#show(this.#newer(view));
      },
      again,
      deleted: (id) => {
        this.close();
        gone(id);
        byId('announce').textContent = 'The picture is deleted.';
        location.hash = '#/';
      },
    });
    byId('share').addEventListener('click', () => void this.#copyLink());
  }

  /** Shows a job and follows it. @param {string} id */
  open(id) {
    this.close();
    this.#view = undefined;
    this.#seen = [];
    this.#announced = '';
    byId('job-body').hidden = false;
    byId('job-id').textContent = id;
    byId('job-state').hidden = true;
    byId('job-title').textContent = 'Your picture';
    showProblem(byId('job-problem'));
    byId('announce').textContent = '';
    this.#commands.reset();
    this.#stage.reset();
    void this.#showInputs(id);
    this.#showProgress(0, 0);
    this.#showRates();
    byId('timeline').replaceChildren();
    this.#plot.reset(1, this.#remembered(id));
    byId('plot').hidden = true;
    byId('story').hidden = true;
    this.#close = follow(id, {
      view: (view) => this.#show(view),
      life: (event) => this.#lived(event),
      progress: (data) => this.#progressed(data),
      preview: (url) => this.#stage.preview(url),
      connected: (yes) => {
        byId('job-offline').hidden = yes || this.#ended();
      },
      lost: (problem) => {
        byId('job-body').hidden = true;
        byId('job-offline').hidden = true;
        byId('job-state').hidden = true;
        byId('job-title').textContent = 'This picture can’t be shown';
        document.title = 'Not found · Stylize';
        this.#commands.reset();
        showProblem(byId('job-problem'), problem);
        if (isGone(problem)) this.#gone(id);
      },
    });
  }

  /** Shows the pictures of a job that was ordered in this browser. @param {string} id */
  async #showInputs(id) {
    const inputs = await find(id);
    for (const url of this.#urls.splice(0)) URL.revokeObjectURL(url);
    if (!inputs || byId('job-id').textContent !== id) return;
    this.#urls = [URL.createObjectURL(inputs.content), URL.createObjectURL(inputs.style)];
    this.#stage.showInputs(this.#urls[0], this.#urls[1]);
  }

  /** Stops following the job; what is shown stays. */
  close() {
    this.#close();
    this.#close = () => {};
    byId('job-offline').hidden = true;
  }

  /** An answer may be overtaken by an event: then only its terms are news. @param {JobView} view @returns {JobView} */
  #newer(view) {
    const known = this.#view;
    return known && Date.parse(known.updatedAt) > Date.parse(view.updatedAt) ? { ...known, deadline: view.deadline }
      : known && known.state === view.state ? { ...view, step: Math.max(known.step, view.step) } : view;
  }

  /** @param {JobView} view */
  #show(view) {
    const before = this.#view;
    this.#view = view;
    byId('job-state').hidden = false;
    byId('job-state').dataset.state = view.state;
    byId('job-state').textContent = stateName(view.state);
    showProblem(byId('job-problem'), view.state === 'FAILED' || view.state === 'EXPIRED' ? view.problem : undefined);
    if (before?.steps !== view.steps) this.#plot.reset(view.steps, this.#remembered(view.id));
    if (view.losses && view.step > 0) this.#plot.add({ step: view.step, ...view.losses });
    this.#showProgress(view.step, view.steps);
    byId('worker').textContent = view.worker ?? '–';
    this.#stage.show(view);
    this.#commands.show(view);
    showTimeline(view, this.#seen);
    byId('story').hidden = false;
    this.#showPlot();
    if (before?.state !== view.state) {
      this.#showRates();
      this.#announce(`${stateName(view.state)}.`);
      this.#changed(view);
    }
    if (isFinal(view.state)) this.close();
  }

  /** @param {import('./life.js').JobEvent} event */
  #lived(event) {
    if (!this.#view) return;
    if (event.type === 'retried') {
      this.#seen.push({ what: 'Attempt lost, waiting again', at: event.at, more: sentence(event.problem?.detail ?? '') });
    }
    this.#show(after(this.#view, event));
  }

  /** @param {any} data */
  #progressed(data) {
    const view = this.#view;
    if (!view || this.#ended()) return;
    view.step = data.step;
    view.steps = data.steps;
    if (data.losses) this.#plot.add({ step: data.step, ...data.losses });
    this.#showPlot();
    this.#showProgress(data.step, data.steps);
    this.#showRates(data);
    const quarter = Math.floor((4 * data.step) / data.steps) * 25;
    if (quarter > 0 && quarter < 100) this.#announce(`${quarter} per cent done.`);
    this.#remember(view.id);
  }

  /** @param {number} step @param {number} steps */
  #showProgress(step, steps) {
    const state = this.#view?.state;
    const bar = byId('progress-bar');
    const share = steps ? Math.min(1, step / steps) : 0;
    const text = this.#progressText(step, steps, share);
    byId('progress').classList.toggle('done', state === 'COMPLETED');
    byId('progress').classList.toggle('stopped', this.#ended() && state !== 'COMPLETED');
    byId('progress-text').textContent = text;
    bar.setAttribute('aria-valuemax', String(steps));
    bar.setAttribute('aria-valuenow', String(step));
    bar.setAttribute('aria-valuetext', text);
    inside(bar, 'span').style.width = `${(state === 'COMPLETED' ? 1 : share) * 100}%`;
    document.title = this.#view && !this.#ended() && step > 0 ? `${Math.floor(share * 100)} % · Stylize`
      : this.#view ? `${stateName(this.#view.state)} · Stylize` : 'Stylize';
  }

  /** @param {number} step @param {number} steps @param {number} share done */
  #progressText(step, steps, share) {
    const view = this.#view;
    if (!view) return 'Asking for the job …';
    if (view.state === 'COMPLETED') {
      const time = view.optimizationSeconds;
      const done = time ? `${steps} steps in ${duration(time)}` : `${steps} steps`;
      return view.finishedEarly ? `Finished early: ${done}` : done;
    }
    if (isFinal(view.state)) return step > 0 ? `${stateName(view.state)} at step ${step} of ${steps}` : stateName(view.state);
    if (!steps) return stateName(view.state);
    return step === 0 && view.state !== 'RUNNING' ? `${steps} steps to do`
      : `Step ${step} of ${steps} · ${Math.floor(share * 100)} %`;
  }

  /** @param {any} [data] the latest progress */
  #showRates(data) {
    const view = this.#view;
    const ended = this.#ended();
    const whole = ended && view?.optimizationSeconds ? view.steps / view.optimizationSeconds : undefined;
    byId('rate').textContent = rate(data?.stepsPerSecond ?? whole);
    byId('left').hidden = ended;
    byId('time-left').textContent = data && !ended ? duration(data.secondsLeft) : '–';
    byId('worker').textContent = data?.worker ?? view?.worker ?? '–';
  }

  /** The plot is hidden as long as it is empty, and for good if the job ended before there was a curve. */
  #showPlot() {
    byId('plot').hidden = this.#plot.points.length < (this.#ended() ? 2 : 1);
  }

  #ended() {
    return this.#view !== undefined && isFinal(this.#view.state);
  }

  /** Tells screen readers, each text once. @param {string} text */
  #announce(text) {
    if (text === this.#announced) return;
    this.#announced = text;
    byId('job-announce').textContent = text;
  }

  /** Keeps the curves as far as this tab has seen them, so that a reload does not lose them. @param {string} id */
  #remember(id) {
    try {
      sessionStorage.setItem(`losses:${id}`, JSON.stringify(this.#plot.points));
    } catch {
      // The browser's space is used up: the curves are shown until the page is reloaded.
    }
  }

  /** @param {string} id @returns {import('./loss-plot.js').Point[]} */
  #remembered(id) {
    return JSON.parse(sessionStorage.getItem(`losses:${id}`) ?? '[]');
  }

  async #copyLink() {
    const button = byId('share');
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Copy the address above';
    }
    window.setTimeout(() => (button.textContent = 'Copy link'), 2000);
  }
}
