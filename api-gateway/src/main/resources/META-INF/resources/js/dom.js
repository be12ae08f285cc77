/** Elements of the page. */

/**
 * The element of that id.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element #${id}`);
  return /** @type {T} */ (element);
}

/**
 * The first element inside that fits.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} parent
 * @param {string} selector
 * @returns {T}
 */
export function inside(parent, selector) {
  const element = parent.querySelector(selector);
  if (!element) throw new Error(`the page has no ${selector} here`);
  return /** @type {T} */ (element);
}

/** @param {string} name @param {Record<string, string | number>} [attributes] */
export function svg(name, attributes = {}) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** @param {string} text that begins with a capital afterwards */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Shows a problem in its box, or hides the box. @param {HTMLElement} box @param {import('./api.js').Problem} [problem] */
export function showProblem(box, problem) {
  box.hidden = !problem;
  box.replaceChildren();
  if (!problem) return;
  const title = document.createElement('strong');
  title.textContent = problem.title;
  box.append(title, sentence(problem.detail ?? ''));
}
