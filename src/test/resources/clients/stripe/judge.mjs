// Stripe's own library against a house: node judge.mjs ADDRESS [KEY]
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import Stripe from 'stripe';

const address = new URL(process.argv[2]);
const stripe = new Stripe(process.argv[3] ?? 'sk_test_judge', {
  protocol: 'http',
  host: address.hostname,
  port: address.port,
});

// Webhooks: what arrives must be signed with the endpoint's secret.
const heard = [];
const receiver = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    heard.push({
      body: Buffer.concat(parts).toString('utf8'),
      signature: request.headers['stripe-signature'],
    });
    response.end();
  });
});
await new Promise((listening) => receiver.listen(0, '127.0.0.1', listening));
const hook = await stripe.webhookEndpoints.create({
  url: `http://127.0.0.1:${receiver.address().port}/hook`,
  enabled_events: ['payment_intent.succeeded', 'charge.refunded'],
});
assert.match(hook.secret, /^whsec_/);

const ann = await stripe.customers.create({
  name: 'Ann Example',
  email: 'ann@example.org',
  metadata: { tier: 'gold' },
});
const paid = await stripe.paymentIntents.create({
  amount: 2000,
  currency: 'usd',
  customer: ann.id,
  payment_method: 'pm_card_visa',
  payment_method_types: ['card'],
  confirm: true,
  expand: ['customer', 'latest_charge'],
});
assert.equal(paid.status, 'succeeded');
assert.equal(paid.customer.email, 'ann@example.org');
assert.equal(paid.latest_charge.payment_method_details.card.brand, 'visa');

await assert.rejects(
  stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    payment_method: 'pm_card_chargeDeclinedInsufficientFunds',
    confirm: true,
  }),
  (no) =>
    no instanceof Stripe.errors.StripeCardError &&
    no.decline_code === 'insufficient_funds' &&
    no.payment_intent.status === 'requires_payment_method',
);
await assert.rejects(
  stripe.paymentIntents.create({ currency: 'usd' }),
  (no) => no.code === 'parameter_missing' && no.param === 'amount',
);
await assert.rejects(
  stripe.paymentIntents.create({ amount: 2000, currency: 'usd', surprise: 1 }),
  (no) => no.code === 'parameter_unknown' && no.param === 'surprise',
);
await assert.rejects(
  stripe.paymentIntents.retrieve('pi_none'),
  (no) =>
    no.statusCode === 404 &&
    no.code === 'resource_missing' &&
    no.param === 'intent' &&
    no.message === "No such payment_intent: 'pi_none'",
);
await assert.rejects(
  stripe.paymentIntents.create({ amount: 2000, currency: 'usd', customer: 'cus_none' }),
  (no) =>
    no.statusCode === 400 &&
    no.code === 'resource_missing' &&
    no.param === 'customer' &&
    no.message === "No such customer: 'cus_none'",
);
await assert.rejects(
  stripe.disputes.retrieve('nothing'),
  (no) => no.statusCode === 404 && no.message === "No such dispute: 'nothing'",
);
await assert.rejects(
  stripe.webhookEndpoints.create({ url: 'http://169.254.169.254/', enabled_events: ['*'] }),
  (no) => no.statusCode === 400 && no.param === 'url',
);

const held = await stripe.paymentIntents.create({
  amount: 900,
  currency: 'jpy',
  payment_method: 'pm_card_mastercard',
  capture_method: 'manual',
  confirm: true,
});
assert.equal(held.status, 'requires_capture');
assert.equal((await stripe.paymentIntents.cancel(held.id)).status, 'canceled');

const refund = await stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
assert.equal(refund.status, 'succeeded');
const charge = await stripe.charges.retrieve(paid.latest_charge.id);
assert.equal(charge.amount_refunded, 500);

const ids = [];
for await (const intent of stripe.paymentIntents.list({ limit: 1 })) ids.push(intent.id);
assert.ok(ids.includes(held.id));
assert.ok(ids.includes(paid.id));
assert.equal((await stripe.balance.retrieve()).object, 'balance');
const lines = await stripe.balanceTransactions.list({ type: 'refund' });
assert.equal(lines.data[0].net, -500);

const token = await stripe.tokens.create({
  card: { number: '4242424242424242', exp_month: '12', exp_year: '2034', cvc: '123' },
});
assert.equal((await stripe.tokens.retrieve(token.id)).card.last4, '4242');
const raised = await stripe.paymentIntents.create({
  amount: 900,
  currency: 'usd',
  payment_method_data: { type: 'card', card: { token: token.id } },
  capture_method: 'manual',
  confirm: true,
});
const more = await stripe.paymentIntents.incrementAuthorization(raised.id, { amount: 1100 });
assert.equal(more.amount_capturable, 1100);
const found = await stripe.customers.search({ query: "email:'ANN@example.org'" });
assert.ok(found.data.some(({ id }) => id === ann.id));
await stripe.customers.update(ann.id, { metadata: { tier: 'iron' } });
const [changed] = (await stripe.events.list({ type: 'customer.updated' })).data;
assert.deepEqual(changed.data.previous_attributes, { metadata: { tier: 'gold' } });

const setup = await stripe.setupIntents.create({
  customer: ann.id,
  payment_method: 'pm_card_visa',
  confirm: true,
});
assert.equal(setup.status, 'succeeded');
const kept = await stripe.customers.listPaymentMethods(ann.id);
assert.ok(kept.data.some((method) => method.id === setup.payment_method));

while (heard.length < 2) await new Promise((again) => setTimeout(again, 50));
for (const { body, signature } of heard) {
  const event = stripe.webhooks.constructEvent(body, signature, hook.secret);
  assert.ok(['payment_intent.succeeded', 'charge.refunded'].includes(event.type));
  if (event.type === 'payment_intent.succeeded') {
    assert.equal(event.data.object.id, paid.id);
    assert.equal(event.data.object.status, 'succeeded');
    assert.equal((await stripe.events.retrieve(event.id)).data.object.id, paid.id);
  } else {
    assert.equal(event.data.object.amount_refunded, 500);
  }
}
assert.equal((await stripe.webhookEndpoints.del(hook.id)).deleted, true);
assert.equal((await stripe.customers.del(ann.id)).deleted, true);
receiver.close();
console.log('all is as Stripe says');
