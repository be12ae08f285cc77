/** Numbers, times and states as people read them; no line breaks between a number and its unit. */

const NBSP = '\u00a0';

const STATES = {
  SUBMITTED: 'Accepted',
  QUEUED: 'Waiting',
  RUNNING: 'Painting',
  COMPLETED: 'Done',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  EXPIRED: 'Expired',
};

/** @param {string} state */
export const stateName = (state) => STATES[/** @type {keyof typeof STATES} */ (state)] ?? state;

/** Whether a job in this state never changes again. @param {string} state */
export const isFinal = (state) => ['COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED'].includes(state);

/** A span in at most two units: "48 s", "3 min 5 s", "2 h 10 min". @param {number | undefined} seconds */
export function duration(seconds) {
  if (seconds === undefined || !Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds < 10) return `${Math.max(0.1, seconds).toFixed(1)}${NBSP}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${NBSP}s`;
  const [big, small, names] = whole < 3600
    ? [Math.floor(whole / 60), whole % 60, ['min', 's']]
    : [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), ['h', 'min']];
  return [`${big}${NBSP}${names[0]}`, small && `${small}${NBSP}${names[1]}`].filter(Boolean).join(NBSP);
}

/** Three significant digits, as long as that is readable. @param {number | undefined} value */
export function number(value) {
  if (value === undefined || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(1).replace('e+', 'e');
  return size >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** A speed: steps per second, or seconds for a step where that says more. @param {number | undefined} stepsPerSecond */
export function rate(stepsPerSecond) {
  if (!stepsPerSecond || !Number.isFinite(stepsPerSecond)) return '–';
  return stepsPerSecond >= 1 ? `${number(stepsPerSecond)}${NBSP}steps/s` : `${number(1 / stepsPerSecond)}${NBSP}s/step`;
}

/** @param {{width: number, height: number} | undefined} size */
export const pixels = (size) => (size ? `${size.width}${NBSP}×${NBSP}${size.height}` : '');

/** "just now", "5 min ago", then the date. @param {string} iso */
export function ago(iso) {
  const seconds = (Date.now() - Date.parse(iso)) / 1000;
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.round(seconds / 3600)} h ago`;
  return new Date(iso).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Time of day to the second. @param {string} iso */
export const clock = (iso) =>
  new Date(iso).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
