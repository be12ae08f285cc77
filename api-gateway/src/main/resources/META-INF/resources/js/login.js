/** Who is logged in, login and logout. */
import { login, logout, ProblemError, session, unauthenticated } from './api.js';
import { byId, showProblem } from './dom.js';

/** Why a login at the issuer failed: the service sends people back with one of these words. @type {Record<string, string>} */
const FAILURES = {
  tenant: 'Your account there belongs to no tenant of this service. Ask whoever looks after it.',
  issuer: 'The login service can’t be reached from here now. Try again later, or use a key.',
};
/** After a question that the service did not answer. */
const AGAIN_MS = 5000;
const PLACE = 'place-before-login';

export class Login {
  #form = byId('login');
  #key = /** @type {HTMLInputElement} */ (byId('login-key'));
  #start = /** @type {HTMLButtonElement} */ (byId('login-start'));
  #changed;
  /** Whether somebody is logged in, or nobody needs to be; undefined: not known yet. @type {boolean | undefined} */
  #inside;

  /** @param {(inside: boolean) => void} changed told when somebody has come in or gone out */
  constructor(changed) {
    this.#changed = changed;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#enter();
    });
    byId('login-issuer').addEventListener('click', () => sessionStorage.setItem(PLACE, location.hash));
    byId('logout').addEventListener('click', () => void this.#leave());
    unauthenticated.addEventListener('refused', () => {
      if (this.#inside) void this.look();
    });
  }

  /** Asks the service who is logged in. */
  async look() {
    try {
      this.#show(await session());
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Away: the parts of the page say so themselves.
      if (this.#inside === undefined) this.#become(true);
      window.setTimeout(() => void this.look(), AGAIN_MS);
    }
  }

  /** Says why the issuer sent somebody back, and where he wanted to go. */
  arrive() {
    const address = new URL(location.href);
    const failure = address.searchParams.get('login');
    const place = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (failure !== null) {
      address.searchParams.delete('login');
      history.replaceState(null, '', address);
      showProblem(byId('login-problem'), {
        title: 'The login failed',
        detail: (Object.hasOwn(FAILURES, failure) && FAILURES[failure]) || 'The login service’s answer does not count here.',
      });
    } else if (place && !location.hash) {
      location.replace(place);
    }
  }

  /** @param {import('./api.js').Session} now */
  #show(now) {
    const inside = !now.needed || now.caller !== undefined;
    byId('login-issuer-part').hidden = !now.login;
    if (now.login) /** @type {HTMLAnchorElement} */ (byId('login-issuer')).href = now.login;
    const person = now.needed ? now.caller : undefined;
    byId('who').hidden = !person;
    byId('who-name').textContent = person?.name ?? '';
    byId('who-tenant').textContent = person?.tenant ?? '';
    byId('who-name').title = person ? `${person.subject}: ${person.scopes.join(', ')}` : '';
    this.#become(inside);
  }

  /** @param {boolean} inside */
  #become(inside) {
    const before = this.#inside;
    this.#inside = inside;
    byId('login-section').hidden = inside;
    if (before === inside) return;
    if (inside) showProblem(byId('login-problem'));
    else this.#key.focus({ preventScroll: true });
    this.#changed(inside);
  }

  async #enter() {
    const key = this.#key.value.trim();
    if (!key) {
      showProblem(byId('login-problem'), { title: 'The key is missing', detail: 'Paste it into the field.' });
      this.#key.focus();
      return;
    }
    this.#start.disabled = true;
    showProblem(byId('login-problem'));
    try {
      await login(key);
      this.#key.value = '';
      await this.look();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      showProblem(byId('login-problem'), error.problem);
      this.#key.select();
    } finally {
      this.#start.disabled = false;
    }
  }

  async #leave() {
    try {
      await logout();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      byId('who-problem').textContent = 'The logout failed, try again.';
      return;
    }
    byId('who-problem').textContent = '';
    // Nothing of what was shown stays in the page: it is loaded again.
    location.replace('/');
  }
}
