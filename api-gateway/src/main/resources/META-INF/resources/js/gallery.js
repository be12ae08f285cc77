/** The list of recent jobs, newest first. */
import { isGone, job as readJob, jobs, ProblemError, thumbnailUrl } from './api.js';
import { byId, inside, showProblem } from './dom.js';
import { ago, isFinal, pixels, stateName } from './format.js';

/** @typedef {import('./api.js').JobView} JobView */

const PAGE = 12;
const BUSY_MS = 4000;
const QUIET_MS = 20_000;
const MOST_TRIES = 3;

export class Gallery {
  #list = byId('gallery');
  #older = /** @type {HTMLButtonElement} */ (byId('older'));
  /** By id; the one that was read longest ago comes first. @type {Map<string, JobView>} */
  #jobs = new Map();
  /** @type {string | undefined} */
  #next;
  #loaded = false;
  #failed = false;
  #current = '';
  #timer = 0;
  /** Until somebody is logged in. */
  #stopped = true;
  #changed;

  /** @param {(jobs: JobView[]) => void} changed told of every list that came */
  constructor(changed) {
    this.#changed = changed;
    this.#older.addEventListener('click', () => void this.#showOlder());
    document.addEventListener('visibilitychange', () => void this.#readAgain());
    window.addEventListener('online', () => void this.#readAgain());
  }

  /** @param {string} id the job that the page shows */
  mark(id) {
    this.#current = id;
    this.#show();
  }

  /** Takes what another part of the page knows of a job. @param {JobView} job */
  learn(job) {
    if (this.#take(job)) this.#show();
  }

  /** Removes a job that the service does not know any more. @param {string} id */
  forget(id) {
    if (this.#jobs.delete(id)) this.#show();
  }

  /** Reads the newest jobs, and again after a while: sooner if one of them is not done or the service did not answer. */
  async refresh() {
    this.#stopped = false;
    await this.#readAgain();
  }

  async #readAgain() {
    window.clearTimeout(this.#timer);
    if (document.hidden || this.#stopped) return;
    const listed = await this.#load();
    if (listed) await this.#readOthers(listed);
    window.clearTimeout(this.#timer);
    const busy = this.#failed || [...this.#jobs.values()].some((job) => !isFinal(job.state));
    if (this.#stopped) return;
    this.#timer = window.setTimeout(() => void this.#readAgain(), busy ? BUSY_MS : QUIET_MS);
  }

  /** Reads nothing any more, until it is refreshed. */
  stop() {
    window.clearTimeout(this.#timer);
    this.#stopped = true;
  }

  async #showOlder() {
    this.#older.disabled = true;
    await this.#load(this.#next);
    this.#older.disabled = false;
  }

  /** @param {string} [cursor] @returns {Promise<Set<string> | undefined>} the ids of the list; undefined if it did not come */
  async #load(cursor) {
    try {
      const page = await jobs(PAGE, cursor);
      // More new jobs than one list holds: what lies between them and the known ones is missing, so begin again.
      const gap = !cursor && page.items.length === PAGE && !page.items.some(({ id }) => this.#jobs.has(id));
      if (gap) this.#jobs.clear();
      if (cursor || this.#jobs.size <= PAGE) this.#next = page.next;
      for (const job of page.items) this.#take(job);
      this.#loaded = true;
      this.#failed = false;
      showProblem(byId('recent-problem'));
      this.#show();
      this.#changed([...this.#jobs.values()]);
      return new Set(page.items.map(({ id }) => id));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.#failed = true;
      showProblem(byId('recent-problem'), error.problem);
      this.#show();
      return undefined;
    }
  }

  /** Reads the jobs that are not done and too old for the list of the newest. @param {Set<string>} listed */
  async #readOthers(listed) {
    const open = [...this.#jobs.values()].filter((job) => !isFinal(job.state) && !listed.has(job.id));
    for (const { id } of open.slice(0, PAGE)) {
      try {
        this.#take(await readJob(id));
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        if (!isGone(error.problem)) break;
        this.#jobs.delete(id);
        this.#list.querySelector(`[data-id="${id}"]`)?.remove();
      }
    }
    if (open.length > 0) this.#show();
  }

  /** Keeps a job unless what is known is newer: answers may overtake each other. @param {JobView} job @returns {boolean} */
  #take(job) {
    const known = this.#jobs.get(job.id);
    this.#jobs.delete(job.id);
    const newer = !known || Date.parse(job.updatedAt) > Date.parse(known.updatedAt)
      || (job.updatedAt === known.updatedAt && !isFinal(known.state));
    this.#jobs.set(job.id, newer ? job : known);
    return newer;
  }

  #show() {
    const newestFirst = [...this.#jobs.values()].sort(
      (a, b) => Date.parse(b.submittedAt) - Date.parse(a.submittedAt) || (a.id < b.id ? 1 : -1));
    const cards = new Map(Array.from(this.#list.children, (card) => [/** @type {HTMLElement} */ (card).dataset.id, card]));
    newestFirst.forEach((job, index) => {
      const card = /** @type {HTMLElement} */ (cards.get(job.id) ?? newCard(job));
      cards.delete(job.id);
      fill(card, job);
      card.classList.toggle('current', job.id === this.#current);
      // Cards that stay where they are keep the focus.
      if (this.#list.children[index] !== card) this.#list.insertBefore(card, this.#list.children[index] ?? null);
    });
    for (const card of cards.values()) card.remove();
    byId('recent-loading').hidden = this.#loaded || this.#failed;
    byId('recent-nothing').hidden = !this.#loaded || newestFirst.length > 0;
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
  const running = job.state === 'RUNNING';
  const preview = running ? job.links.preview : undefined;
  // The preview of a running job is read again when the job has made progress.
  showPicture(card, thumbnailUrl(job) ?? (preview && `${preview}?step=${job.step}`));
  const chip = inside(card, '.chip');
  chip.dataset.state = job.state;
  chip.textContent = stateName(job.state);
  inside(card, '.mini').hidden = !running;
  inside(card, '.mini span').style.width = `${job.steps ? (100 * job.step) / job.steps : 0}%`;
  inside(card, '.what').textContent = job.state === 'FAILED' && job.problem ? job.problem.title
    : [pixels(job.size), job.steps > 0 && `${job.steps} steps`].filter(Boolean).join(' · ');
  const time = /** @type {HTMLTimeElement} */ (inside(card, 'time'));
  time.dateTime = job.submittedAt;
  time.textContent = ago(job.submittedAt);
}

/** Shows a picture. One that fails gives way to the icon, and is tried again a few times. @param {HTMLElement} card @param {string} [address] */
function showPicture(card, address) {
  const image = /** @type {HTMLImageElement} */ (inside(card, 'img'));
  if (!address) {
    image.hidden = true;
    return;
  }
  const { dataset } = image;
  if (dataset.address === address && (dataset.failed !== 'yes' || Number(dataset.tries) >= MOST_TRIES)) return;
  dataset.tries = dataset.address === address ? String(Number(dataset.tries) + 1) : '1';
  dataset.address = address;
  dataset.failed = 'no';
  image.onerror = () => {
    image.hidden = true;
    dataset.failed = 'yes';
  };
  image.hidden = false;
  image.src = address;
}
