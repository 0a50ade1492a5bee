// Which moment the console looks at: now, or an earlier one. It stands in the address, so that a
// link can be shared; everything else asks here.

const PARAMETER = 'asOf';
const known = new Map();

/** The page of an address, and its words. */
export function place() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return { path, query: new URLSearchParams(query) };
}

/** A time of RFC 3339 or a position such as main-123; empty text for now. */
export const asOf = () => place().query.get(PARAMETER) ?? '';

export const past = () => asOf() !== '';

/** The address of a page of the console, at the moment that is looked at. */
export function at(path, query = {}) {
  const words = new URLSearchParams(query);
  if (past()) words.set(PARAMETER, asOf());
  return `#/${path}${words.size ? `?${words}` : ''}`;
}

/** Looks at another moment of the same page; empty text for now. */
export function travel(to) {
  const { path, query } = place();
  if (to) query.set(PARAMETER, to);
  else query.delete(PARAMETER);
  location.hash = `#/${path}${query.size ? `?${query}` : ''}`;
}

/** The path of a read, as of the moment that is looked at. */
export function read(path) {
  if (!past()) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${PARAMETER}=${encodeURIComponent(asOf())}`;
}

/** Notes when a position was. */
export const note = (position, time) => known.set(position, Date.parse(time));

/** What the clock showed then, in milliseconds; of a position only once that was asked. */
export function clockThen() {
  const when = asOf();
  if (!when) return Date.now();
  return known.get(when) ?? (Date.parse(when) || Date.now());
}

export const moment = (time) =>
  new Date(time).toLocaleString('en', {
    hour12: false,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
