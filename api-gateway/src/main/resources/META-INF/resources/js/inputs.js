/** The two pictures of each job ordered in this browser, kept here so that a reload shows them beside the result. */

const STORE = 'inputs';
const KEPT_JOBS = 30;

/** @typedef {{content: Blob, style: Blob}} Inputs */

/** Those ordered since the page was loaded. @type {Map<string, Inputs>} */
const ordered = new Map();

/** @returns {Promise<IDBDatabase>} */
function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('stylize', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs one transaction.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work its last request
 * @returns {Promise<T>}
 */
async function within(mode, work) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  }).finally(() => base.close());
}

/** Keeps the pictures of a job, and forgets those of old ones. @param {string} id @param {Inputs} inputs */
export async function keep(id, inputs) {
  ordered.set(id, inputs);
  try {
    await within('readwrite', (store) => store.put(inputs, id));
    // Ids begin with the time, so their order is that of the jobs.
    const ids = await within('readonly', (store) => store.getAllKeys());
    const old = ids.slice(0, -KEPT_JOBS);
    if (old.length > 0) {
      await within('readwrite', (store) => store.delete(IDBKeyRange.upperBound(old[old.length - 1])));
    }
  } catch {
    // A private window or a full disk: the pictures are shown until the page is reloaded.
  }
}

/** Forgets the pictures of a job. @param {string} id */
export async function forget(id) {
  ordered.delete(id);
  try {
    await within('readwrite', (store) => store.delete(id));
  } catch {
    // A private window: they are gone when the page is closed.
  }
}

/** The pictures of a job, where they were ordered here. @param {string} id @returns {Promise<Inputs | undefined>} */
export async function find(id) {
  const known = ordered.get(id);
  if (known) return known;
  try {
    return await within('readonly', (store) => store.get(id));
  } catch {
    return undefined;
  }
}
