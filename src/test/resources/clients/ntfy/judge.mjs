// Publishes with the npm client of ntfy, as it is published, and hears it in every form.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { MessagePriority, NtfyClient } from 'ntfy';
import WebSocket from 'ws';

const [server, key] = process.argv.slice(2);
const authorization = key ? { username: 'anyone', password: key } : undefined;
const ntfy = new NtfyClient({ server, authorization });
const headers = key ? { Authorization: `Bearer ${key}` } : {};

/** Opens a stream and answers a function that waits for the next piece of it. */
async function stream(path, separator = '\n') {
  const answer = await fetch(new URL(path, server), { headers });
  assert.equal(answer.status, 200, path);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async () => {
    while (!text.includes(separator)) {
      const { value, done } = await reader.read();
      if (done) return undefined;
      text += value;
    }
    const [piece] = text.split(separator, 1);
    text = text.slice(piece.length + separator.length);
    return piece;
  };
  next.close = () => reader.cancel();
  return next;
}

async function poll(path) {
  const answer = await fetch(new URL(path, server), { headers });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

const json = await stream('/judge/json');
const open = JSON.parse(await json());
assert.equal(open.event, 'open');
assert.equal(open.topic, 'judge');
const sse = await stream('/judge,other/sse', '\n\n');
assert.match(await sse(), /^event: open\ndata: \{/);
const raw = await stream('/judge/raw');
assert.equal(await raw(), '');
const socket = new WebSocket(new URL('/judge/ws', server).href.replace('http', 'ws'), { headers });
const frames = [];
let wake = () => {};
socket.on('message', (data) => {
  frames.push(JSON.parse(data));
  wake();
});
async function frame() {
  while (!frames.length) await new Promise((resolve) => { wake = resolve; });
  return frames.shift();
}
assert.equal((await frame()).event, 'open');

const sent = await ntfy.publish({
  topic: 'judge',
  title: 'A title',
  message: 'Hello\nthere',
  priority: MessagePriority.HIGH,
  tags: ['warning', 'cd'],
  iconURL: 'https://icon.example/i.png',
  actions: [
    { type: 'view', label: 'Open', url: 'https://a.example/', clear: true },
    { type: 'broadcast', label: 'Send', extras: { a: 'b' }, intent: 'x.y' },
    { type: 'http', label: 'Call', url: 'https://b.example/', method: 'put', headers: { h: '1' } },
  ],
  fileURL: 'https://files.example/a.pdf',
});
assert.match(sent.id, /^[A-Za-z0-9]{12}$/);
assert.equal(sent.event, 'message');
assert.ok(Math.abs(sent.time - Date.now() / 1000) < 60);
assert.ok(sent.expires > sent.time);

const heard = JSON.parse(await json());
assert.deepEqual(heard, sent);
assert.equal(heard.message, 'Hello\nthere');
assert.equal(heard.title, 'A title');
assert.equal(heard.priority, 4);
assert.deepEqual(heard.tags, ['warning', 'cd']);
assert.equal(heard.icon, 'https://icon.example/i.png');
assert.equal(heard.attachment.url, 'https://files.example/a.pdf');
assert.equal(heard.attachment.name, 'a.pdf');
assert.equal(heard.actions.length, 3);
assert.deepEqual(
  heard.actions.map(({ action, label }) => [action, label]),
  [['view', 'Open'], ['broadcast', 'Send'], ['http', 'Call']],
);
assert.equal(heard.actions[0].clear, true);
assert.deepEqual(heard.actions[1].extras, { a: 'b' });
assert.equal(heard.actions[1].intent, 'x.y');
assert.equal(heard.actions[2].method, 'PUT');
assert.deepEqual(heard.actions[2].headers, { h: '1' });
assert.deepEqual(JSON.parse((await sse()).replace(/^data: /, '')), sent);
assert.equal(await raw(), 'Hello there');
assert.deepEqual(await frame(), sent);

await writeFile('blob.bin', Buffer.from([0, 255, 1, 254]));
const file = await ntfy.publish({ topic: 'judge', fileAttachment: 'blob.bin' });
assert.equal(file.attachment.size, 4);
const bytes = await (await fetch(file.attachment.url)).arrayBuffer();
assert.deepEqual([...new Uint8Array(bytes)], [0, 255, 1, 254]);

const later = await ntfy.publish({ topic: 'judge', message: 'later', delay: '30m' });
assert.ok(later.time > Date.now() / 1000 + 1700);
const passing = await ntfy.publish({ topic: 'judge', message: 'passing', disableCache: true });
assert.equal((await frame()).id, file.id);
assert.equal((await frame()).id, passing.id);
await assert.rejects(
  ntfy.publish({ topic: 'judge', message: 'x', emailAddress: 'not an address' }),
  /Bad Request/,
);

const all = await poll('/judge/json?poll=1');
assert.deepEqual(all.map(({ id }) => id), [sent.id, file.id]);
assert.deepEqual(await poll(`/judge/json?poll=1&since=${sent.id}`), [file]);
assert.deepEqual(await poll('/judge/json?poll=1&since=latest'), [file]);
assert.deepEqual(await poll('/judge/json?poll=1&since=10m&priority=4,5'), [sent]);
assert.deepEqual(await poll('/judge/json?poll=1&since=10m&tags=cd'), [sent]);
const scheduled = await poll('/judge/json?poll=1&scheduled=1');
assert.deepEqual(scheduled.map(({ id }) => id), [sent.id, file.id, later.id]);

json.close();
sse.close();
raw.close();
socket.close();
console.log('heard in every form');
