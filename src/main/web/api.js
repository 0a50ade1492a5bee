// Talks to the house: JSON with its problems, and event streams that come back by themselves.
import { read as asThen } from './time.js';

/** What the server refused, with the fields it points at. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.title ?? `The house answered ${status}.`);
    this.status = status;
    this.body = body;
  }

  /** The sentence for a field, or undefined. */
  at(field) {
    return this.body.errors?.find((e) => e.pointer === `/${field}`)?.detail;
  }
}

/** Reads are as of the moment that is looked at, unless `now` or the path says otherwise. */
export async function ask(path, options = {}) {
  const reads = !options.method && !options.now && !/[?&]asOf=/.test(path);
  const headers = { ...options.headers };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const answer = await fetch(reads ? asThen(path) : path, {
    method: options.method ?? 'GET',
    headers,
    body,
  });
  if (answer.status === 401) window.dispatchEvent(new Event('signed-out'));
  const text = await answer.text();
  const json =
    text && answer.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : {};
  if (!answer.ok) throw new Problem(answer.status, json);
  return { value: json, headers: answer.headers };
}

/**
 * Follows an event stream from after a position, and after a break from the last one heard. Read
 * with fetch, since an EventSource cannot begin at a position and must know event names in advance.
 * Answers a function that stops it.
 */
export function follow(path, { after, heard, state }) {
  const stop = new AbortController();
  let last = after;
  const run = async () => {
    for (let wait = 500; !stop.signal.aborted; wait = Math.min(wait * 2, 10_000)) {
      try {
        const headers = last ? { 'Last-Event-ID': last } : {};
        const answer = await fetch(path, { headers, signal: stop.signal });
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        state?.('live');
        wait = 500;
        await read(answer.body, (event) => {
          last = event.id ?? last;
          heard(event);
        });
      } catch {
        if (stop.signal.aborted) return;
      }
      state?.('waiting');
      await new Promise((go) => setTimeout(go, wait));
    }
  };
  run();
  return () => stop.abort();
}

async function read(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = {};
      for (const line of block.split('\n')) {
        const colon = line.indexOf(': ');
        if (colon > 0) event[line.slice(0, colon)] = line.slice(colon + 2);
      }
      if (event.data && event.id) heard({ ...event, value: JSON.parse(event.data) });
    }
  }
}

const NUMBER = new Intl.NumberFormat('en');

export const number = (n) => NUMBER.format(n ?? 0);

export const clock = (time) =>
  new Date(time).toLocaleTimeString('en', {
    hour12: false,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

export const day = (time) =>
  new Date(time).toLocaleDateString('en', { year: 'numeric', month: 'short', day: 'numeric' });
