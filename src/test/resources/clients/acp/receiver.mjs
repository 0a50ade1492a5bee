// The receiver of order events, which knows their published document and the shared secret only.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

export const told = [];
export const turnedAway = [];
let secret;

export function hmac(key, text) {
  return createHmac('sha256', key).update(text);
}

/** Why a receiver must answer 401, if it must. */
export function forged(headers, body, key) {
  const signature = headers['merchant-signature'];
  if (!signature) return 'Missing Merchant-Signature header.';
  const parts = /^t=(\d+),v1=([a-fA-F0-9]{64})$/.exec(signature);
  if (!parts) return 'Merchant-Signature must be t=<timestamp>,v1=<64_hex>.';
  if (Math.abs(Date.now() / 1000 - Number(parts[1])) > 300) return 'Timestamp outside window.';
  const signed = Buffer.concat([Buffer.from(`${parts[1]}.`), body]);
  const good = timingSafeEqual(hmac(key, signed).digest(), Buffer.from(parts[2], 'hex'));
  return good ? undefined : 'Webhook signature verification failed.';
}

export const receiver = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts);
    const why = forged(request.headers, body, secret);
    if (why) turnedAway.push(why);
    else told.push({ url: request.url, headers: request.headers, body });
    response.statusCode = why ? 401 : 200;
    response.end(JSON.stringify({ received: !why }));
  });
});
await new Promise((listening) => receiver.listen(0, '127.0.0.1', listening));

/** Where it listens for letters signed with this secret. */
export function hearing(key) {
  secret = key;
  return `http://127.0.0.1:${receiver.address().port}`;
}
