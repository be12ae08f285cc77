/** Puts the page together: the form, the page of a job, the gallery. The address tells which of them is shown. */
import { presets, ProblemError, submit } from './api.js';
import { Dials, presetOf } from './dials.js';
import { byId, sentence, showProblem } from './dom.js';
import { duration } from './format.js';
import { Gallery } from './gallery.js';
import { keep } from './inputs.js';
import { JobPage } from './job-page.js';
import { Login } from './login.js';
import { acceptDropsAndPastes, Well } from './wells.js';

const start = /** @type {HTMLButtonElement} */ (byId('start'));
const content = new Well('content', ready);
const style = new Well('style', ready);
const dials = new Dials(estimate);
const gallery = new Gallery(learnSpeed);
const jobPage = new JobPage(
  (view) => {
    gallery.learn(view);
    void gallery.refresh();
  },
  (id) => gallery.forget(id),
  (view) => {
    gallery.learn(view);
    location.hash = `#/jobs/${view.id}`;
  },
);

/** Whether the service answers this page: somebody is logged in, or nobody needs to be. So most often, so it begins. */
let inside = true;
const login = new Login((now) => {
  const before = inside;
  inside = now;
  if (now) void gallery.refresh();
  else gallery.stop();
  if (before !== now) route(true);
});

const START = 'Start painting';
let pixelStepsPerSecond = 0;

function ready() {
  /** @type {HTMLButtonElement} */ (byId('swap')).disabled = !content.file && !style.file;
  estimate();
}

/** Takes the speed from the job that was finished last. @param {import('./api.js').JobView[]} jobs */
function learnSpeed(jobs) {
  const done = jobs
    .filter((job) => job.optimizationSeconds && job.size)
    .sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt))[0];
  if (done?.size && done.optimizationSeconds) {
    pixelStepsPerSecond = (done.size.width * done.size.height * done.steps) / done.optimizationSeconds;
  }
  estimate();
}

/** Estimates the time by the last finished picture, for a photograph of 4 : 3. */
function estimate() {
  const side = dials.value('longSidePixels');
  const steps = dials.value('steps');
  byId('estimate').textContent = dials.oneScale && side && steps && pixelStepsPerSecond
    ? `About ${duration((side * side * 0.75 * steps) / pixelStepsPerSecond)}, judged by the last picture`
    : '';
}

async function order() {
  const problem = byId('order-problem');
  showProblem(problem);
  dials.clearErrors();
  content.say(content.file ? '' : 'Choose a photograph first.');
  style.say(style.file ? '' : 'Choose a painting first.');
  const empty = [content, style].find((well) => !well.file);
  empty?.focus();
  if (!dials.check() || !content.file || !style.file) return;

  start.disabled = true;
  try {
    const view = await submit(content.file, style.file, dials.request(), (share) => {
      start.textContent = share < 1 ? `Sending ${Math.round(share * 100)} %` : 'Waiting for the answer …';
    });
    void keep(view.id, { content: content.file, style: style.file });
    location.hash = `#/jobs/${view.id}`;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    complain(error.problem);
  } finally {
    start.disabled = false;
    start.textContent = START;
  }
}

/** Shows a problem beside the field that it is about, or above the button. @param {import('./api.js').Problem} problem */
function complain(problem) {
  const text = problem.detail ? `${problem.title}. ${sentence(problem.detail)}` : problem.title;
  const field = problem.field?.split('.').pop() ?? '';
  const well = [content, style].find(({ part }) => part === field);
  if (well) {
    well.say(text);
    well.focus();
  } else if (!dials.say(field, text)) {
    showProblem(byId('order-problem'), problem);
  }
}

/** Shows what the address names: the form, or a job. @param {boolean} [first] whether the page was just opened */
function route(first) {
  const id = /^#\/jobs\/([\w-]+)$/.exec(location.hash)?.[1];
  byId('studio').hidden = !inside || id !== undefined;
  byId('job').hidden = !inside || id === undefined;
  byId('recent').hidden = !inside;
  byId('new-picture').hidden = !inside || id === undefined;
  gallery.mark(id ?? '');
  if (id && inside) {
    jobPage.open(id);
  } else {
    jobPage.close();
    document.title = 'Stylize';
  }
  if (first) return;
  window.scrollTo(0, 0);
  byId(id ? 'job-title' : 'main').focus({ preventScroll: true });
}

async function offerPresets() {
  try {
    dials.offer((await presets()).items.map(presetOf));
    start.disabled = false;
    start.textContent = START;
    showProblem(byId('order-problem'));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    showProblem(byId('order-problem'), error.problem);
    window.setTimeout(() => void offerPresets(), 5000);
  }
}

byId('order').addEventListener('submit', (event) => {
  event.preventDefault();
  void order();
});
byId('swap').addEventListener('click', () => {
  const [first, second] = [content.file, style.file];
  content.take(second);
  style.take(first);
});
acceptDropsAndPastes(content, style);
window.addEventListener('hashchange', () => route());
login.arrive();
route(true);
void login.look();
void offerPresets();
