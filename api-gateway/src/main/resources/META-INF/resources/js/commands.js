/** The buttons of a job: cancel, finish now, try again, delete. */
import { cancel, finish, isGone, job, ProblemError, remove, retry } from './api.js';
import { byId, showProblem } from './dom.js';
import { isFinal } from './format.js';
import { find, forget, keep } from './inputs.js';

/** @typedef {import('./api.js').JobView} JobView */

export class Commands {
  #cancel = /** @type {HTMLButtonElement} */ (byId('cancel'));
  #finish = /** @type {HTMLButtonElement} */ (byId('finish'));
  #retry = /** @type {HTMLButtonElement} */ (byId('retry'));
  #delete = /** @type {HTMLButtonElement} */ (byId('delete'));
  #question = /** @type {HTMLDialogElement} */ (byId('delete-question'));
  #on;
  /** @type {JobView | undefined} */
  #view;
  /** The button whose command is under way. @type {HTMLButtonElement | undefined} */
  #busy;
  /** The name of a retry whose answer did not come: sent again, it makes no second job. @type {Map<string, string>} */
  #keys = new Map();

  /**
   * @param {{changed: (view: JobView) => void, again: (view: JobView) => void, deleted: (id: string) => void}} on told what
   *   a command made of the job: its view now, the new job, or that it is gone
   */
  constructor(on) {
    this.#on = on;
    this.#cancel.addEventListener('click', () => void this.#command(this.#cancel, 'Cancelling …', async ({ id }) => on.changed(await cancel(id))));
    this.#finish.addEventListener('click', () => void this.#command(this.#finish, 'Finishing …', async ({ id }) => on.changed(await finish(id))));
    this.#retry.addEventListener('click', () => void this.#command(this.#retry, 'Submitting …', (view) => this.#again(view)));
    this.#delete.addEventListener('click', () => this.#question.showModal());
    byId('delete-no').addEventListener('click', () => this.#question.close());
    byId('delete-yes').addEventListener('click', () => {
      this.#question.close();
      void this.#command(this.#delete, 'Deleting …', (view) => this.#remove(view));
    });
  }

  /** No job is shown, or none is known yet. */
  reset() {
    this.#view = undefined;
    this.#busy = undefined;
    this.#question.close();
    showProblem(byId('command-problem'));
    for (const button of [this.#cancel, this.#finish, this.#retry, this.#delete]) button.hidden = true;
  }

  /** Offers what can be done with the job in its state. @param {JobView} view */
  show(view) {
    const before = this.#view;
    this.#view = view;
    if (before && before.state !== view.state) showProblem(byId('command-problem'));
    const final = isFinal(view.state);
    const finishing = view.deadline !== undefined && Date.parse(view.deadline) <= Date.now();
    this.#offer(this.#finish, view.state === 'RUNNING', finishing ? 'Finishing …' : 'Finish now', finishing);
    this.#offer(this.#cancel, !final, 'Cancel');
    this.#offer(this.#retry, final && view.state !== 'COMPLETED', 'Try again');
    this.#offer(this.#delete, final, 'Delete');
  }

  /** @param {HTMLButtonElement} button @param {boolean} possible @param {string} text @param {boolean} [disabled] */
  #offer(button, possible, text, disabled = false) {
    // A keyboard's focus must not vanish with its button.
    if (!possible && document.activeElement === button) byId('job-title').focus({ preventScroll: true });
    button.hidden = !possible;
    if (button === this.#busy) return;
    button.textContent = text;
    // Not the attribute 'disabled', with which the button would lose the focus.
    button.setAttribute('aria-disabled', String(disabled));
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} text while the command is under way
   * @param {(view: JobView) => Promise<void>} action
   */
  async #command(button, text, action) {
    const view = this.#view;
    if (!view || this.#busy || button.getAttribute('aria-disabled') === 'true') return;
    this.#busy = button;
    button.textContent = text;
    button.setAttribute('aria-disabled', 'true');
    showProblem(byId('command-problem'));
    try {
      await action(view);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (this.#view?.id === view.id) await this.#failed(view.id, error.problem);
    } finally {
      if (this.#busy === button) {
        this.#busy = undefined;
        if (this.#view) this.show(this.#view);
      }
    }
  }

  /** Says what went wrong. The job may have changed meanwhile, which is most often the reason. @param {string} id @param {import('./api.js').Problem} problem */
  async #failed(id, problem) {
    if (isGone(problem)) {
      this.#on.deleted(id);
      return;
    }
    if (problem.status === 409) {
      try {
        const now = await job(id);
        if (this.#view?.id === id) this.#on.changed(now);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
      }
    }
    if (this.#view?.id === id) showProblem(byId('command-problem'), problem);
  }

  /** @param {JobView} view */
  async #again(view) {
    const key = this.#keys.get(view.id) ?? randomKey();
    this.#keys.set(view.id, key);
    const next = await retry(view.id, key);
    this.#keys.delete(view.id);
    const inputs = await find(view.id);
    if (inputs) await keep(next.id, inputs);
    if (this.#view?.id === view.id) this.#on.again(next);
  }

  /** @param {JobView} view */
  async #remove(view) {
    await remove(view.id);
    await forget(view.id);
    if (this.#view?.id === view.id) this.#on.deleted(view.id);
  }
}

/** 128 bits. `crypto.randomUUID` is missing where the page does not come over TLS. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
