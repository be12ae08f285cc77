/** The page of one job: live while it runs, with the result at the end. */
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
  #changed;
  /** @type {JobView | undefined} */
  #view;
  /** @type {import('./timeline.js').Entry[]} */
  #seen = [];
  #announced = '';
  /** @type {string[]} */
  #urls = [];
  #close = () => {};

  /** @param {(view: JobView) => void} changed told when a job's state changes */
  constructor(changed) {
    this.#changed = changed;
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
    this.#stage.reset();
    void this.#showInputs(id);
    this.#showProgress(0, 0);
    this.#showRates();
    byId('timeline').replaceChildren();
    this.#plot.reset(1, this.#remembered(id));
    byId('plot').hidden = false;
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
        byId('job-title').textContent = 'This picture can’t be shown';
        showProblem(byId('job-problem'), problem);
      },
    });
  }

  /** Where they were ordered in this browser. @param {string} id */
  async #showInputs(id) {
    const inputs = await find(id);
    for (const url of this.#urls.splice(0)) URL.revokeObjectURL(url);
    if (!inputs || byId('job-id').textContent !== id) return;
    this.#urls = [URL.createObjectURL(inputs.content), URL.createObjectURL(inputs.style)];
    this.#stage.showInputs(this.#urls[0], this.#urls[1]);
  }

  close() {
    this.#close();
    this.#close = () => {};
    byId('job-offline').hidden = true;
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
    if (isFinal(view.state)) this.#showRates();
    this.#stage.show(view);
    showTimeline(view, this.#seen);
    byId('plot').hidden = isFinal(view.state) && this.#plot.points.length < 2;
    if (before?.state !== view.state) {
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
    this.#showProgress(data.step, data.steps);
    this.#showRates(data);
    const quarter = Math.floor((4 * data.step) / data.steps) * 25;
    if (quarter > 0 && quarter < 100) this.#announce(`${quarter} per cent done.`);
    sessionStorage.setItem(`losses:${view.id}`, JSON.stringify(this.#plot.points));
  }

  /** @param {number} step @param {number} steps */
  #showProgress(step, steps) {
    const state = this.#view?.state;
    const bar = byId('progress-bar');
    const share = steps ? Math.min(1, step / steps) : 0;
    const text = !steps ? 'Asking for the job …'
      : state === 'COMPLETED' ? this.#summary()
        : step === 0 && state !== 'RUNNING' ? `${steps} steps to do` : `Step ${step} of ${steps} · ${Math.floor(share * 100)} %`;
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

  #summary() {
    const view = this.#view;
    const time = view?.optimizationSeconds;
    return time ? `${view.steps} steps in ${duration(time)}` : `${view?.steps} steps`;
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

  #ended() {
    return this.#view !== undefined && isFinal(this.#view.state);
  }

  /** @param {string} text said once to those who listen to the page */
  #announce(text) {
    if (text === this.#announced) return;
    this.#announced = text;
    byId('job-announce').textContent = text;
  }

  /** The curves as far as this tab has seen them, so that a reload does not lose them. @param {string} id */
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
