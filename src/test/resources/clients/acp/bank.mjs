// What happens while a card's bank asks who pays.
import assert from 'node:assert/strict';
import {
  agent,
  card,
  codes,
  headers,
  judge,
  payer,
  payment,
  ready,
  refused,
  step,
} from './agent.mjs';

const asks = { ...card, number: '4000002500003155', display_last4: '3155' };
const proof = {
  outcome: 'authenticated',
  outcome_details: {
    three_ds_cryptogram: 'AbCdEfGhIjKlMnOpQrStUvWxYz0=',
    electronic_commerce_indicator: '05',
    transaction_id: 'dsTransId_abc123',
    version: '2.2.0',
  },
};

async function delegated(session, method) {
  const allowance = {
    reason: 'one_time',
    max_amount: 10000,
    currency: 'usd',
    checkout_session_id: session.id,
    merchant_id: 'acme',
    expires_at: '2999-01-01T00:00:00Z',
  };
  const body = { payment_method: method, allowance, risk_signals: [], metadata: {} };
  const answer = await payer.delegatePayment(null, body, headers());
  assert.equal(answer.status, 201, JSON.stringify(answer.data));
  return answer.data.id;
}

/** A session that is paid with a card whose bank asks who pays, up to where it asks. */
async function challenged() {
  const session = await ready();
  const path = { checkout_session_id: session.id };
  const pays = payment(await delegated(session, asks));
  const answer = await agent.completeCheckoutSession(path, pays, headers());
  assert.equal(answer.status, 200, JSON.stringify(answer.data));
  judge('checkout/CheckoutSessionWithOrder', answer.data);
  assert.equal(answer.data.status, 'authentication_required');
  assert.equal(answer.data.authentication_metadata.directory_server, 'visa');
  judge('checkout/AuthenticationMetadata', answer.data.authentication_metadata);
  assert.deepEqual(codes(answer.data), ['requires_3ds']);
  return { path, pays, session: answer.data };
}

await step('a bank asks who pays, and the agent has its buyer prove it', async () => {
  const { path, pays } = await challenged();
  const complete = (result) =>
    agent.completeCheckoutSession(path, { ...pays, authentication_result: result }, headers());
  const silent = await agent.completeCheckoutSession(path, pays, headers());
  assert.equal(refused(silent, 400, 'requires_3ds').param, '$.authentication_result');
  const bare = refused(await complete({ outcome: 'authenticated' }), 400, 'missing');
  assert.match(bare.param, /outcome_details/);
  refused(await complete({ outcome: 'perhaps' }), 400, 'invalid');
  const done = await complete(proof);
  assert.equal(done.status, 200, JSON.stringify(done.data));
  judge('checkout/CheckoutSessionWithOrder', done.data);
  assert.equal(done.data.status, 'completed');
  assert.equal(done.data.authentication_metadata, undefined);
});

await step('a buyer proves it at the page of the bank', async () => {
  const { path, session } = await challenged();
  const page = await fetch(session.continue_url);
  assert.match(await page.text(), /simulator/);
  const answer = await fetch(session.continue_url, {
    method: 'POST',
    body: new URLSearchParams({ outcome: 'complete' }),
  });
  assert.equal(answer.status, 200);
  let shown;
  do {
    shown = (await agent.getCheckoutSession(path, null, headers())).data;
  } while (shown.status === 'complete_in_progress' || shown.status === 'authentication_required');
  judge('checkout/CheckoutSession', shown);
  assert.equal(shown.status, 'completed');
});

await step('a buyer who cannot prove it pays nothing, and may pay otherwise', async () => {
  const { path, pays } = await challenged();
  const denied = { ...pays, authentication_result: { outcome: 'denied' } };
  const no = await agent.completeCheckoutSession(path, denied, headers());
  refused(no, 402, 'payment_declined');
  const yes = await agent.completeCheckoutSession(path, payment('pm_card_visa'), headers());
  assert.equal(yes.status, 200, JSON.stringify(yes.data));
  const { path: other } = await challenged();
  const canceled = await agent.cancelCheckoutSession(other, {}, headers());
  assert.equal(canceled.status, 200);
  judge('checkout/CheckoutSession', canceled.data);
  assert.equal(canceled.data.status, 'canceled');
});

await step('an agent that cannot have its buyer asked is told so', async () => {
  const blind = { capabilities: { interventions: { supported: ['address_verification'] } } };
  const session = await ready(blind);
  assert.deepEqual(session.capabilities.interventions.supported, []);
  const path = { checkout_session_id: session.id };
  const pays = payment('pm_card_threeDSecure2Required');
  const answer = await agent.completeCheckoutSession(path, pays, headers());
  refused(answer, 402, 'requires_3ds');
});
