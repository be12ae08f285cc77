/** The list of recent jobs, newest first. */
import { jobs, ProblemError } from './api.js';
import { byId, inside, showProblem } from './dom.js';
import { ago, isFinal, pixels, stateName } from './format.js';

/** @typedef {import('./api.js').JobView} JobView */

const PAGE = 12;
const BUSY_MS = 4000;
const QUIET_MS = 20_000;

export class Gallery {
  #list = byId('gallery');
  #older = byId('older');
  /** @type {Map<string, JobView>} */
  #jobs = new Map();
  /** @type {string | undefined} */
  #next;
  #current = '';
  #timer = 0;
  #changed;

  /** @param {(jobs: JobView[]) => void} changed told of every list that came */
  constructor(changed) {
    this.#changed = changed;
    this.#older.addEventListener('click', () => void this.#load(this.#next));
    document.addEventListener('visibilitychange', () => void this.refresh());
  }

  /** @param {string} id the job that the page shows */
  mark(id) {
    this.#current = id;
    this.#show();
  }

  /** Asks for the newest jobs, and again after a while, sooner while one of them is not done. */
  async refresh() {
    window.clearTimeout(this.#timer);
    if (document.hidden) return;
    await this.#load();
    const busy = [...this.#jobs.values()].some((job) => !isFinal(job.state));
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.refresh(), busy ? BUSY_MS : QUIET_MS);
  }

  /** @param {string} [cursor] */
  async #load(cursor) {
    try {
      const page = await jobs(PAGE, cursor);
      if (cursor || this.#jobs.size <= PAGE) this.#next = page.next;
      for (const job of page.items) this.#jobs.set(job.id, job);
      showProblem(byId('recent-problem'));
      this.#show();
      this.#changed([...this.#jobs.values()]);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      showProblem(byId('recent-problem'), error.problem);
    }
  }

  #show() {
    const newestFirst = [...this.#jobs.values()].sort((a, b) => Date.parse(b.submittedAt) - Date.parse(a.submittedAt));
    const cards = new Map(Array.from(this.#list.children, (card) => [/** @type {HTMLElement} */ (card).dataset.id, card]));
    newestFirst.forEach((job, index) => {
      const card = /** @type {HTMLElement} */ (cards.get(job.id) ?? newCard(job));
      fill(card, job);
      card.classList.toggle('current', job.id === this.#current);
      // Cards that stay where they are keep the focus.
      if (this.#list.children[index] !== card) this.#list.insertBefore(card, this.#list.children[index] ?? null);
    });
    byId('recent-nothing').hidden = newestFirst.length > 0;
    this.#older.hidden = !this.#next;
  }
}

/** @param {JobView} job */
function newCard(job) {
  const template = /** @type {HTMLTemplateElement} */ (byId('card'));
  const card = /** @type {HTMLElement} */ (inside(template.content, 'li').cloneNode(true));
  card.dataset.id = job.id;
  /** @type {HTMLAnchorElement} */ (inside(card, 'a')).href = `#/jobs/${job.id}`;
  return card;
}

/** @param {HTMLElement} card @param {JobView} job */
function fill(card, job) {
  const image = /** @type {HTMLImageElement} */ (inside(card, 'img'));
  const running = job.state === 'RUNNING';
  const picture = job.links.result ?? (running ? job.links.preview : undefined);
  // A running job's preview is asked for again when it has come further.
  const address = picture && (running ? `${picture}?step=${job.step}` : picture);
  if (address && image.getAttribute('src') !== address) image.src = address;
  image.hidden = !address;
  image.onerror = () => (image.hidden = true);
  const chip = inside(card, '.chip');
  chip.dataset.state = job.state;
  chip.textContent = stateName(job.state);
  inside(card, '.mini').hidden = !running;
  inside(card, '.mini span').style.width = `${job.steps ? (100 * job.step) / job.steps : 0}%`;
  inside(card, '.what').textContent = job.state === 'FAILED' && job.problem ? job.problem.title
    : [pixels(job.size), `${job.steps} steps`].filter(Boolean).join(' · ');
  const time = /** @type {HTMLTimeElement} */ (inside(card, 'time'));
  time.dateTime = job.submittedAt;
  time.textContent = ago(job.submittedAt);
}
