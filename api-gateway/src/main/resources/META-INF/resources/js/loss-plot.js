/** The curves of the three losses over the steps, on a logarithmic scale. */
import { byId, svg } from './dom.js';
import { number } from './format.js';

/** @typedef {{step: number, content: number, style: number, totalVariation: number}} Point */

const CURVES = /** @type {const} */ ([
  { key: 'content', css: 'content', name: 'Content' },
  { key: 'style', css: 'style', name: 'Style' },
  { key: 'totalVariation', css: 'tv', name: 'Total variation' },
]);
const MOST_POINTS = 800;
const MARGIN = { left: 44, right: 8, top: 8, bottom: 22 };

export class LossPlot {
  #canvas = byId('plot-canvas');
  /** @type {Point[]} */
  #points = [];
  #steps = 1;
  /** @type {Map<string, HTMLElement>} */
  #values = new Map();
  /** @type {number | undefined} */
  #pointed;
  #due = 0;

  constructor() {
    byId('legend').replaceChildren(...CURVES.map(({ key, css, name }) => {
      const item = document.createElement('li');
      const sample = svg('svg', { viewBox: '0 0 24 8', 'aria-hidden': 'true' });
      sample.append(svg('path', { class: `curve ${css}`, d: 'M1 4H23' }));
      const value = document.createElement('b');
      this.#values.set(key, value);
      item.append(sample, `${name} `, value);
      return item;
    }));
    new ResizeObserver(() => this.#draw()).observe(this.#canvas);
    this.#canvas.addEventListener('pointermove', (event) => this.#point(event));
    this.#canvas.addEventListener('pointerleave', () => {
      this.#pointed = undefined;
      this.#draw();
    });
  }

  get points() {
    return this.#points;
  }

  /** Starts again. @param {number} steps the whole width @param {Point[]} points what is known already */
  reset(steps, points = []) {
    this.#points = points;
    this.#steps = Math.max(1, steps);
    this.#draw();
  }

  /** @param {Point} point replaces later ones: the job may have started again from an earlier step */
  add(point) {
    if (!Number.isFinite(point.style)) return;
    while (this.#points.length > 0 && this.#points[this.#points.length - 1].step >= point.step) this.#points.pop();
    this.#points.push(point);
    if (this.#points.length > MOST_POINTS) this.#points = this.#points.filter((_, index) => index % 2 === 1);
    // Once a frame, however fast the steps come.
    this.#due ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#due = 0;
    const { width, height } = this.#canvas.getBoundingClientRect();
    if (width < 80) return;
    const [low, high] = this.#decades();
    /** @param {number} step */
    const x = (step) => MARGIN.left + (step / this.#steps) * (width - MARGIN.left - MARGIN.right);
    /** @param {number} loss */
    const y = (loss) => height - MARGIN.bottom
      - ((Math.log10(loss) - low) / (high - low)) * (height - MARGIN.top - MARGIN.bottom);

    const picture = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': this.#inWords() });
    for (let decade = Math.ceil(low); decade <= high; decade++) {
      const at = y(10 ** decade);
      picture.append(
        svg('line', { class: 'grid', x1: MARGIN.left, x2: width - MARGIN.right, y1: at, y2: at }),
        label(10 ** decade >= 1e4 || decade < -3 ? `1e${decade}` : String(Number((10 ** decade).toPrecision(1))), MARGIN.left - 6, at + 4, 'end'));
    }
    // A job of few steps has fewer labels than five.
    for (const step of new Set([0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(this.#steps * share)))) {
      picture.append(label(String(step), x(step), height - 6, step === this.#steps ? 'end' : 'middle'));
    }
    for (const { key, css } of CURVES) {
      const seen = this.#points.filter((point) => point[key] > 0);
      if (seen.length === 0) continue;
      const path = seen.map((point, index) => `${index ? 'L' : 'M'}${x(point.step).toFixed(1)} ${y(point[key]).toFixed(1)}`);
      picture.append(svg('path', { class: `curve ${css}`, d: path.length > 1 ? path.join('') : `${path[0]}h1` }));
    }
    const shown = this.#shown();
    if (shown && this.#pointed !== undefined) {
      picture.append(svg('line', { class: 'cursor', x1: x(shown.step), x2: x(shown.step), y1: MARGIN.top, y2: height - MARGIN.bottom }));
    }
    for (const [key, element] of this.#values) element.textContent = shown ? number(shown[/** @type {keyof Point} */ (key)]) : '';
    this.#canvas.replaceChildren(picture);
  }

  /** Exponents of ten that enclose all losses. */
  #decades() {
    const losses = this.#points.flatMap((point) => CURVES.map(({ key }) => point[key])).filter((loss) => loss > 0);
    if (losses.length === 0) return [-1, 2];
    const low = Math.floor(Math.log10(Math.min(...losses)) * 2) / 2;
    const high = Math.ceil(Math.log10(Math.max(...losses)) * 2) / 2;
    return high - low < 1 ? [low - 0.5, high + 0.5] : [low, high];
  }

  #shown() {
    const pointed = this.#pointed;
    if (pointed === undefined) return this.#points[this.#points.length - 1];
    return this.#points.reduce((best, point) =>
      (Math.abs(point.step - pointed) < Math.abs(best.step - pointed) ? point : best), this.#points[0]);
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const { left, width } = this.#canvas.getBoundingClientRect();
    this.#pointed = ((event.clientX - left - MARGIN.left) / (width - MARGIN.left - MARGIN.right)) * this.#steps;
    this.#draw();
  }

  #inWords() {
    const last = this.#points[this.#points.length - 1];
    if (!last) return 'No losses yet';
    return `Losses at step ${last.step} of ${this.#steps}: ${CURVES.map(({ key, name }) => `${name} ${number(last[key])}`).join(', ')}`;
  }
}

/** @param {string} text @param {number} x @param {number} y @param {string} anchor */
function label(text, x, y, anchor) {
  const element = svg('text', { x, y, 'text-anchor': anchor });
  element.textContent = text;
  return element;
}
