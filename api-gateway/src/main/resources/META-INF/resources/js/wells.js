/** The two places for pictures, which come by file picker, by drag and drop or by paste. */
import { byId, inside } from './dom.js';

/** One place for a picture. */
export class Well {
  /** @type {File | undefined} */
  #file;
  /** @type {string | undefined} */
  #url;
  #element;
  #input;
  #changed;

  /** @param {'content' | 'style'} part @param {() => void} changed */
  constructor(part, changed) {
    this.part = part;
    this.#changed = changed;
    this.#element = inside(document, `.well[data-part="${part}"]`);
    this.#input = /** @type {HTMLInputElement} */ (byId(part));
    this.#input.addEventListener('change', () => {
      const file = this.#input.files?.[0];
      if (file) this.take(file);
    });
    inside(this.#element, '.remove').addEventListener('click', () => {
      this.take(undefined);
      this.#input.focus();
    });
    this.#element.addEventListener('dragover', (event) => {
      event.preventDefault();
      this.#element.classList.add('over');
    });
    this.#element.addEventListener('dragleave', () => this.#element.classList.remove('over'));
  }

  get file() {
    return this.#file;
  }

  /** @param {Node | null} node */
  has(node) {
    return this.#element.contains(node);
  }

  /** Takes a picture, or none. Any other file is refused with the reason. @param {File | undefined} file */
  take(file) {
    this.#element.classList.remove('over');
    if (file && file.type && !file.type.startsWith('image/')) {
      this.say(`${file.name} is not a picture; its type is ${file.type}.`);
      return;
    }
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#file = file;
    this.#url = file && URL.createObjectURL(file);
    this.#input.value = '';
    this.say('');
    this.#show();
    this.#changed();
  }

  /** Shows what is wrong with the picture; an empty text clears it. @param {string} message */
  say(message) {
    byId(`${this.part}-error`).textContent = message;
    this.#element.classList.toggle('wrong', message !== '');
    if (message) this.#input.setAttribute('aria-invalid', 'true');
    else this.#input.removeAttribute('aria-invalid');
  }

  focus() {
    this.#input.focus();
  }

  #show() {
    const image = /** @type {HTMLImageElement} */ (inside(this.#element, '.face img'));
    const empty = inside(this.#element, '.empty:not(.unseen)');
    const unseen = inside(this.#element, '.unseen');
    const name = inside(this.#element, '.name');
    const filled = this.#file !== undefined;
    this.#element.classList.toggle('filled', filled);
    inside(this.#element, '.remove').hidden = !filled;
    name.textContent = this.#file?.name ?? '';
    name.title = this.#file?.name ?? '';
    image.hidden = !filled;
    empty.hidden = filled;
    unseen.hidden = true;
    if (!this.#url) {
      image.removeAttribute('src');
      return;
    }
    image.alt = `${this.#file?.name}, chosen as ${this.part === 'content' ? 'the photograph' : 'the painting'}`;
    image.onload = () => {
      name.textContent = `${this.#file?.name} · ${image.naturalWidth} × ${image.naturalHeight}`;
    };
    // The service reads formats that browsers do not show.
    image.onerror = () => {
      image.hidden = true;
      unseen.hidden = false;
    };
    image.src = this.#url;
  }
}

/** Pictures that are pasted, or dropped outside of the wells, go to the first empty well. @param {Well} content @param {Well} style */
export function acceptDropsAndPastes(content, style) {
  /** @param {FileList | undefined} files @param {Node | null} target */
  function distribute(files, target) {
    const pictures = Array.from(files ?? []);
    const aimed = [content, style].find((well) => well.has(target));
    if (pictures.length === 1) {
      (aimed ?? (content.file && !style.file ? style : content)).take(pictures[0]);
    } else if (pictures.length > 1) {
      content.take(pictures[0]);
      style.take(pictures[1]);
    }
  }
  const open = () => !byId('studio').hidden;
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    if (open()) distribute(event.dataTransfer?.files, /** @type {Node} */ (event.target));
  });
  document.addEventListener('paste', (event) => {
    if (open()) distribute(event.clipboardData?.files, document.activeElement);
  });
}
