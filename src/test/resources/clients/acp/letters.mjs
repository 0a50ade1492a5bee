// What is told of orders, what is echoed, and what agents sign.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  admin,
  agent,
  headers,
  house,
  judge,
  payment,
  ready,
  refused,
  secret,
  shop,
  step,
} from './agent.mjs';
import { forged, hmac, receiver, told, turnedAway } from './receiver.mjs';

await step('what becomes of an order is told, signed and whole', async () => {
  const session = await ready();
  const path = { checkout_session_id: session.id };
  const done = await agent.completeCheckoutSession(path, payment('pm_card_visa'), headers());
  const order = done.data.order.id;
  const mine = () =>
    told.filter(({ body }) => JSON.parse(body.toString('utf8')).data.id === order);
  while (mine().length < 2) await new Promise((again) => setTimeout(again, 20));
  const events = mine().map(({ body }) => JSON.parse(body.toString('utf8')));
  assert.deepEqual(events.map(({ type }) => type).sort(), ['order_create', 'order_update']);
  for (const { url, headers: given, body } of mine()) {
    assert.equal(url, '/agentic_checkout/webhooks/order_events');
    assert.equal(given['content-type'], 'application/json');
    assert.ok(given['request-id']);
    assert.ok(Math.abs(Date.now() - Date.parse(given.timestamp)) < 300_000);
    const { data, ...rest } = JSON.parse(body.toString('utf8'));
    assert.deepEqual(Object.keys(rest), ['type']);
    judge('checkout/Order', data);
    assert.equal(data.type, 'order');
    assert.equal(data.checkout_session_id, session.id);
    assert.ok(data.permalink_url && data.status && data.line_items.length && data.totals.length);
    // The receiver can tell: a byte more, an hour later or another secret is turned away.
    assert.equal(forged(given, body, secret), undefined);
    assert.ok(forged(given, Buffer.concat([body, Buffer.from(' ')]), secret));
    assert.ok(forged(given, body, `${secret}0`));
    const old = given['merchant-signature'].replace(/t=\d+/, 't=1');
    assert.ok(forged({ 'merchant-signature': old }, body, secret));
  }
  assert.deepEqual(turnedAway, []);
});

await step('whoever is turned away early is answered under the same request', async () => {
  const echoed = (answer, key) => {
    assert.equal(answer.headers.get('request-id'), `req_${key}`);
    assert.equal(answer.headers.get('idempotency-key'), key);
  };
  const key = randomUUID();
  const given = { ...headers(key).headers, 'Content-Type': 'application/json' };
  const post = (path, more, body = '{}') =>
    fetch(`${house}${path}`, { method: 'POST', headers: { ...given, ...more }, body });
  for (const [answer, status] of [
    [await post('/checkout_sessions', { 'API-Version': '' }), 400],
    [await post('/checkout_sessions', { 'Content-Type': 'text/plain' }), 415],
    [await post('/checkout_sessions/no/such/path', {}), 404],
    [await post('/checkout_sessions', {}, '{'), 400],
  ]) {
    assert.equal(answer.status, status);
    echoed(answer, key);
    judge('checkout/Error', await answer.json());
  }
});

await step('the same body in another spelling is the same request', async () => {
  const key = randomUUID();
  const post = (body) =>
    fetch(`${house}/checkout_sessions`, {
      method: 'POST',
      headers: { ...headers(key).headers, 'Content-Type': 'application/json' },
      body,
    });
  const items = '"line_items":[{"id":"mug-blue"}]';
  const first = await post(`{${items},"currency":"usd","capabilities":{}}`);
  const again = await post(`{ "capabilities":{}, "currency":"usd", ${items} }`);
  assert.equal(again.status, 201);
  assert.equal(again.headers.get('idempotent-replayed'), 'true');
  assert.equal((await again.json()).id, (await first.json()).id);
  const other = await post(`{${items},"currency":"usd"}`);
  assert.equal(other.status, 422);
});

await step('a shop that wants signatures takes none that is not its own', async () => {
  const { key: agents } = await (await fetch(`${house}/checkout/agents-key`)).json();
  await admin('PUT', 'shop', { ...shop, signed: true });
  const sorted = { capabilities: {}, currency: 'usd', line_items: [{ id: 'mug-blue' }] };
  const signed = (time, body, by = agents) => {
    const signature = hmac(by, `${time}.${body}`).digest('base64url');
    return headers(randomUUID(), { Timestamp: time, Signature: signature });
  };
  const now = new Date().toISOString();
  const text = JSON.stringify(sorted);
  const post = (config) => agent.createCheckoutSession(null, sorted, config);
  assert.equal((await post(signed(now, text))).status, 201);
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  for (const config of [
    headers(),
    signed(now, `${text} `),
    signed(now, text, secret),
    signed(hourAgo, text),
    signed('yesterday', text),
  ]) {
    refused(await post(config), 401, 'invalid_signature');
  }
  const path = { checkout_session_id: 'cs_nowhere' };
  refused(await agent.getCheckoutSession(path, null, headers()), 401, 'invalid_signature');
  refused(await agent.getCheckoutSession(path, null, signed(now, '')), 404, 'not_found');
  await admin('PUT', 'shop', shop);
});

receiver.close();
