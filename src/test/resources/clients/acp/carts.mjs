// From a cart to an order, and what is refused on the way.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  address,
  agent,
  amount,
  buyer,
  capabilities,
  card,
  codes,
  headers,
  judge,
  open,
  payer,
  payment,
  ready,
  refused,
  step,
} from './agent.mjs';

await step('what the examples send is understood', async () => {
  const answer = await agent.createCheckoutSession(
    null,
    { items: [{ id: 'mug-blue', quantity: 2 }] },
    headers(),
  );
  assert.equal(answer.status, 201);
  const session = judge('checkout/CheckoutSession', answer.data);
  assert.equal(session.currency, 'usd');
  assert.equal(session.line_items[0].quantity, 2);
  assert.equal(session.status, 'not_ready_for_payment');
  assert.deepEqual(codes(session), ['missing', 'missing']);
  const params = session.messages.map((message) => message.param).sort();
  assert.deepEqual(params, ['$.buyer.email', '$.fulfillment_details.address']);
});

await step('a session is opened, changed, looked at and paid with a delegated token', async () => {
  const opened = await open({});
  const path = { checkout_session_id: opened.id };
  const changed = await agent.updateCheckoutSession(
    path,
    { buyer, fulfillment_details: { address }, line_items: [{ id: 'mug-blue' }] },
    headers(),
  );
  assert.equal(changed.status, 200, JSON.stringify(changed.data));
  const session = judge('checkout/CheckoutSession', changed.data);
  assert.equal(session.status, 'ready_for_payment');
  assert.equal(session.buyer.email, buyer.email);
  assert.equal(amount(session, 'subtotal'), 1999);
  assert.equal(amount(session, 'fulfillment'), 500);
  assert.equal(amount(session, 'tax'), Math.round(1999 * 0.08875) + Math.round(500 * 0.08875));
  assert.equal(session.fulfillment_options.length, 2);
  const express = await agent.updateCheckoutSession(
    path,
    {
      selected_fulfillment_options: [
        { type: 'shipping', option_id: 'express', item_ids: [session.line_items[0].id] },
      ],
    },
    headers(),
  );
  judge('checkout/CheckoutSession', express.data);
  assert.equal(amount(express.data, 'fulfillment'), 1500);
  const shown = await agent.getCheckoutSession(path, null, headers());
  assert.equal(shown.status, 200);
  judge('checkout/CheckoutSession', shown.data);
  assert.deepEqual(shown.data.totals, express.data.totals);
  const delegated = await payer.delegatePayment(
    null,
    {
      payment_method: card,
      allowance: {
        reason: 'one_time',
        max_amount: 10000,
        currency: 'usd',
        checkout_session_id: opened.id,
        merchant_id: 'acme',
        expires_at: '2999-01-01T00:00:00Z',
      },
      risk_signals: [{ type: 'card_testing', score: 10, action: 'authorized' }],
      metadata: {},
    },
    headers(),
  );
  assert.equal(delegated.status, 201, JSON.stringify(delegated.data));
  judge('delegate/DelegatePaymentResponse', delegated.data);
  const key = randomUUID();
  const done = await agent.completeCheckoutSession(path, payment(delegated.data.id), headers(key));
  assert.equal(done.status, 200, JSON.stringify(done.data));
  judge('checkout/CheckoutSessionWithOrder', done.data);
  assert.equal(done.data.status, 'completed');
  assert.equal(done.data.order.checkout_session_id, opened.id);
  const again = await agent.completeCheckoutSession(path, payment(delegated.data.id), headers(key));
  assert.equal(again.status, 200);
  assert.equal(again.data.order.id, done.data.order.id);
  const fresh = await agent.completeCheckoutSession(path, payment('pm_card_visa'), headers());
  judge('checkout/CheckoutSessionWithOrder', fresh.data);
  assert.equal(fresh.data.order.id, done.data.order.id);
  refused(await agent.cancelCheckoutSession(path, {}, headers()), 405, 'session_ended');
});

await step('keys are needed, remembered, and good for one thing', async () => {
  const body = { line_items: [{ id: 'mug-blue' }], currency: 'usd', capabilities };
  const key = randomUUID();
  const first = await agent.createCheckoutSession(null, body, headers(key));
  const again = await agent.createCheckoutSession(null, body, headers(key));
  assert.equal(again.status, 201);
  assert.equal(again.headers['idempotent-replayed'], 'true');
  assert.equal(first.headers['idempotent-replayed'], undefined);
  assert.deepEqual(again.data, first.data);
  const other = { ...body, line_items: [{ id: 'mug-blue' }, { id: 'mug-blue' }] };
  const conflict = await agent.createCheckoutSession(null, other, headers(key));
  refused(conflict, 422, 'idempotency_conflict');
  const path = { checkout_session_id: first.data.id };
  const elsewhere = await agent.updateCheckoutSession(path, { buyer }, headers(key));
  assert.equal(elsewhere.status, 200, 'a key belongs to its endpoint');
  const none = headers();
  delete none.headers['Idempotency-Key'];
  refused(await agent.createCheckoutSession(null, body, none), 400, 'idempotency_key_required');
});

await step('the same key at the same time is done once', async () => {
  const session = await ready();
  const path = { checkout_session_id: session.id };
  const key = randomUUID();
  const all = await Promise.all(
    [1, 2, 3].map(() => agent.completeCheckoutSession(path, payment('pm_card_visa'), headers(key))),
  );
  const done = all.filter(({ status }) => status === 200);
  assert.ok(done.length >= 1);
  for (const answer of all.filter(({ status }) => status !== 200)) {
    refused(answer, 409, 'idempotency_in_flight');
    assert.ok(Number(answer.headers['retry-after']) > 0);
  }
  const two = await Promise.all(
    [1, 2].map(() => agent.completeCheckoutSession(path, payment('pm_card_visa'), headers())),
  );
  assert.deepEqual(new Set([...done, ...two].map(({ data }) => data.order.id)).size, 1);
});

await step('versions are asked for by name', async () => {
  const body = { line_items: [{ id: 'mug-blue' }], currency: 'usd', capabilities };
  const wrong = headers(randomUUID(), { 'API-Version': '2020-01-01' });
  refused(await agent.createCheckoutSession(null, body, wrong), 400, 'api_version_unsupported');
  const none = headers();
  delete none.headers['API-Version'];
  refused(await agent.createCheckoutSession(null, body, none), 400, 'api_version_required');
});

await step('what is not there, or makes no sense, is refused with its place', async () => {
  const nowhere = { checkout_session_id: 'cs_nowhere' };
  refused(await agent.getCheckoutSession(nowhere, null, headers()), 404, 'not_found');
  const post = (body) => agent.createCheckoutSession(null, body, headers());
  refused(await post({ currency: 'usd' }), 400, 'missing');
  const zero = await post({ items: [{ id: 'mug-blue', quantity: 0 }], currency: 'usd' });
  assert.equal(refused(zero, 400, 'invalid').param, '$.line_items[0].quantity');
  const mail = await post({ items: [{ id: 'mug-blue' }], buyer: { email: 'nobody' } });
  assert.equal(refused(mail, 400, 'invalid').param, '$.buyer.email');
  refused(await post({ items: [{ id: 'mug-blue' }], currency: 'xyz' }), 400, 'bad_currency');
  const session = await ready();
  const path = { checkout_session_id: session.id };
  const unpaid = await agent.completeCheckoutSession(path, {}, headers());
  assert.equal(refused(unpaid, 400, 'missing').param, '$.payment_data');
  const order = { payment_data: { purchase_order_number: '7' } };
  refused(await agent.completeCheckoutSession(path, order, headers()), 400, 'unsupported');
});

await step('stock, codes and unknown things are told in messages', async () => {
  const many = await open({ items: [{ id: 'mug-blue', quantity: 5000 }], line_items: undefined });
  assert.ok(codes(many).includes('out_of_stock'));
  const ghost = await open({ line_items: [{ id: 'ghost' }, { id: 'mug-blue' }] });
  assert.ok(codes(ghost).includes('not_found'));
  const coded = await ready({ discounts: { codes: ['spring10', 'NOPE'] } });
  assert.equal(coded.discounts.applied[0].amount, 200);
  assert.equal(coded.discounts.rejected[0].reason, 'discount_code_invalid');
  assert.equal(amount(coded, 'items_discount'), 200);
  for (const currency of ['jpy', 'bhd']) {
    const session = await ready({ currency });
    const sum =
      amount(session, 'subtotal') + amount(session, 'fulfillment') + amount(session, 'tax');
    assert.equal(amount(session, 'total'), sum);
  }
});

await step('a declined card is told, and another one is good', async () => {
  const session = await ready();
  const path = { checkout_session_id: session.id };
  const no = await agent.completeCheckoutSession(
    path,
    payment('pm_card_chargeDeclined'),
    headers(),
  );
  assert.equal(refused(no, 402, 'payment_declined').param, '$.payment_data');
  const shown = await agent.getCheckoutSession(path, null, headers());
  judge('checkout/CheckoutSession', shown.data);
  assert.deepEqual(codes(shown.data), ['payment_declined']);
  const yes = await agent.completeCheckoutSession(path, payment('pm_card_visa'), headers());
  assert.equal(yes.status, 200, JSON.stringify(yes.data));
  judge('checkout/CheckoutSessionWithOrder', yes.data);
});

await step('a token is not good beyond its allowance', async () => {
  const session = await ready();
  const delegate = (method, allowance) =>
    payer.delegatePayment(
      null,
      {
        payment_method: { ...card, ...method },
        allowance: {
          reason: 'one_time',
          max_amount: 100,
          currency: 'usd',
          checkout_session_id: session.id,
          merchant_id: 'acme',
          expires_at: '2999-01-01T00:00:00Z',
          ...allowance,
        },
        risk_signals: [],
        metadata: {},
      },
      headers(),
    );
  const small = await delegate({}, {});
  const path = { checkout_session_id: session.id };
  const no = await agent.completeCheckoutSession(path, payment(small.data.id), headers());
  refused(no, 402, 'payment_declined');
  const bad = await delegate({ number: '4242424242424241' }, {});
  assert.equal(refused(bad, 400, 'invalid_card', 'delegate').param, '$.payment_method.number');
  refused(await delegate({}, { expires_at: undefined }), 400, 'invalid_card', 'delegate');
});

await step('an abandoned session is canceled once', async () => {
  const session = await ready();
  const path = { checkout_session_id: session.id };
  const trace = { intent_trace: { reason_code: 'comparison' } };
  const canceled = await agent.cancelCheckoutSession(path, trace, headers());
  assert.equal(canceled.status, 200, JSON.stringify(canceled.data));
  judge('checkout/CheckoutSession', canceled.data);
  refused(await agent.cancelCheckoutSession(path, trace, headers()), 405, 'session_ended');
});
