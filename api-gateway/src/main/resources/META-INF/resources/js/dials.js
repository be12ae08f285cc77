/** Preset and dials: which recipe a new job asks for. */
import { byId, inside } from './dom.js';

/**
 * A preset: its numbers by the names of the dials, and its size.
 *
 * @typedef {{name: string, description: string, values: Record<string, number>, longSidePixels: number,
 *   oneScale: boolean}} Preset
 */

const NAMES = { d2l: 'Textbook (D2L 14.12)' };
/** A draft has half the preset's size and at most so many steps; everything else is as the preset says. */
const DRAFT_STEPS = 120;
const SIDE_STEP = 16;

/** The ranges of the service, which checks again. @type {Record<string, [number, number]>} */
const RANGES = {
  longSidePixels: [32, 4096],
  steps: [1, 10_000],
  styleWeight: [0, 1e9],
  contentWeight: [0, 1e6],
  tvWeight: [0, 1e5],
  learningRate: [0, 10],
};
const WHOLE = ['longSidePixels', 'steps'];

/** @param {{name: string, description: string, recipe: any}} preset as the service lists it @returns {Preset} */
export function presetOf({ name, description, recipe }) {
  /** @param {string} type */
  const weight = (type) => recipe.losses.find((/** @type {any} */ loss) => loss.type === type)?.weight;
  const { sizing } = recipe;
  const values = {
    steps: recipe.steps,
    contentWeight: weight('content'),
    styleWeight: weight('gram') ?? weight('wasserstein'),
    tvWeight: weight('total-variation'),
    learningRate: recipe.optimizer?.learningRate,
  };
  return {
    name,
    description,
    values: /** @type {Record<string, number>} */ (values),
    longSidePixels: sizing.longSidePixels ?? Math.max(sizing.widthPixels, sizing.heightPixels),
    oneScale: (recipe.scales?.type ?? 'single') === 'single',
  };
}

/** The recipe's part of the form. */
export class Dials {
  /** @type {Map<string, Preset>} */
  #presets = new Map();
  #select = /** @type {HTMLSelectElement} */ (byId('preset'));
  /** @type {Map<string, Dial>} */
  #dials = new Map();
  #changed;

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
    for (const element of document.querySelectorAll('.dial')) {
      const dial = new Dial(/** @type {HTMLElement} */ (element), () => changed());
      this.#dials.set(dial.name, dial);
    }
    this.#select.addEventListener('change', () => this.reset());
    byId('reset-dials').addEventListener('click', () => this.reset());
    for (const effort of document.querySelectorAll('input[name="effort"]')) {
      effort.addEventListener('change', () => this.#applyEffort());
    }
  }

  /** @param {Preset[]} presets the most useful first */
  offer(presets) {
    this.#select.replaceChildren(...presets.map(({ name }) =>
      new Option(NAMES[/** @type {keyof typeof NAMES} */ (name)] ?? name, name)));
    this.#presets = new Map(presets.map((preset) => [preset.name, preset]));
    this.reset();
  }

  /** Sets all dials to the preset's values. */
  reset() {
    const preset = this.#preset();
    if (!preset) return;
    byId('preset-hint').textContent = preset.description;
    inside(document, 'label[for="steps"]').textContent = preset.oneScale ? 'Steps' : 'Steps at the full size';
    for (const [name, dial] of this.#dials) dial.start(name === 'longSidePixels' ? preset.longSidePixels : preset.values[name]);
    this.#applyEffort();
  }

  /** The request: the preset, the values that differ from it, and always the long side, which keeps the aspect ratio. */
  request() {
    const preset = this.#preset();
    /** @type {Record<string, number>} */
    const overrides = {};
    for (const [name, dial] of this.#dials) {
      if (dial.value !== undefined && dial.value !== preset?.values[name]) overrides[name] = dial.value;
    }
    return { preset: this.#select.value, overrides };
  }

  /** The value of a dial; undefined if it is not a number. @param {string} name */
  value(name) {
    return this.#dials.get(name)?.value;
  }

  /** Whether all steps are done at the full size, so that their time can be estimated. */
  get oneScale() {
    return this.#preset()?.oneScale ?? false;
  }

  /** Whether every dial is in its range. If not, the first one that is not gets the focus and says why. */
  check() {
    const wrong = [...this.#dials.values()].filter((dial) => !dial.check());
    wrong[0]?.focus();
    return wrong.length === 0;
  }

  /** Shows what the service found wrong with a field. @param {string} name @param {string} message @returns whether the field is here */
  say(name, message) {
    if (name === 'preset') {
      byId('preset-error').textContent = message;
      this.#select.focus();
      return true;
    }
    const dial = this.#dials.get(name);
    dial?.say(message);
    dial?.focus();
    return dial !== undefined;
  }

  clearErrors() {
    byId('preset-error').textContent = '';
    for (const dial of this.#dials.values()) dial.say('');
  }

  #preset() {
    return this.#presets.get(this.#select.value);
  }

  #applyEffort() {
    const preset = this.#preset();
    if (!preset) return;
    const draft = inside(document, 'input[name="effort"]:checked').getAttribute('value') === 'draft';
    const side = preset.longSidePixels;
    const { steps } = preset.values;
    this.#dials.get('longSidePixels')?.set(draft ? Math.round(side / 2 / SIDE_STEP) * SIDE_STEP : side);
    this.#dials.get('steps')?.set(draft ? Math.min(steps, DRAFT_STEPS) : steps);
    this.#changed();
  }
}

/** A number with a slider beside it. On a logarithmic one, the slider's middle is the preset's value. */
class Dial {
  #element;
  #slider;
  #field;
  #logarithmic;
  #origin = 1;

  /** @param {HTMLElement} element @param {() => void} changed */
  constructor(element, changed) {
    this.#element = element;
    this.#slider = /** @type {HTMLInputElement} */ (inside(element, 'input[type="range"]'));
    this.#field = /** @type {HTMLInputElement} */ (inside(element, 'input[type="number"]'));
    this.#logarithmic = element.dataset.scale === 'log';
    this.name = element.dataset.field ?? '';
    this.#slider.addEventListener('input', () => {
      const position = this.#slider.valueAsNumber;
      const value = this.#logarithmic ? this.#origin * 10 ** position : position;
      this.#field.value = String(Number(value.toPrecision(this.#logarithmic && position ? 2 : 6)));
      this.check();
      changed();
    });
    this.#field.addEventListener('input', () => {
      this.#moveSlider();
      this.check();
      changed();
    });
  }

  get value() {
    return Number.isFinite(this.#field.valueAsNumber) ? this.#field.valueAsNumber : undefined;
  }

  /** Takes the preset's value. The dial is hidden if the preset has none. @param {number | undefined} value */
  start(value) {
    this.#element.hidden = value === undefined;
    if (value === undefined) {
      this.#field.value = '';
      return;
    }
    this.#origin = value || 1;
    this.set(value);
  }

  /** @param {number} value */
  set(value) {
    this.#field.value = String(value);
    this.#moveSlider();
    this.say('');
  }

  check() {
    if (this.#element.hidden) return true;
    const [min, max] = RANGES[this.name];
    const value = this.value;
    const whole = WHOLE.includes(this.name);
    const allowed = value !== undefined && value >= min && value <= max && (!whole || Number.isInteger(value));
    this.say(allowed ? '' : `Must be ${whole ? 'an integer' : 'a number'} from ${min} to ${max}`);
    return allowed;
  }

  /** @param {string} message */
  say(message) {
    inside(this.#element, '.field-error').textContent = message;
    if (message) this.#field.setAttribute('aria-invalid', 'true');
    else this.#field.removeAttribute('aria-invalid');
  }

  focus() {
    const more = this.#element.closest('details');
    if (more) more.open = true;
    this.#field.focus();
  }

  #moveSlider() {
    const value = this.value;
    if (value === undefined) return;
    this.#slider.value = String(this.#logarithmic ? Math.log10(Math.max(value, 1e-12) / this.#origin) : value);
  }
}
