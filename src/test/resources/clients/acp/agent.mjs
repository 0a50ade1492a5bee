// An agent made of the published documents alone: openapi-client-axios reads them and asks, ajv
// judges every answer by the published schema. And a shop for it to buy in.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { OpenAPIClientAxios } from 'openapi-client-axios';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { hearing } from './receiver.mjs';

export const [house, documents] = process.argv.slice(2);
const VERSION = '2026-04-17';
const read = (name) => readFileSync(`${documents}/${name}`, 'utf8');
const ajv = formats(new Ajv({ strict: false, allErrors: true }));
const bundle = JSON.parse(read('schema.agentic_checkout.json'));
ajv.addSchema(bundle, 'checkout');
ajv.addSchema(JSON.parse(read('schema.delegate_payment.json')), 'delegate');

export function judge(schema, value) {
  const [of, name] = schema.split('/');
  const good = ajv.validate(`${of}#/$defs/${name}`, value);
  assert.ok(good, `${schema}: ${ajv.errorsText()}\n${JSON.stringify(value, null, 1)}`);
  return value;
}

async function client(document) {
  const definition = parse(read(document));
  definition.servers = [{ url: house }];
  const api = new OpenAPIClientAxios({ definition, axiosConfigDefaults: { validateStatus: null } });
  return api.init();
}

export async function admin(method, path, body) {
  const answer = await fetch(`${house}/checkout/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.text()}`);
}

export const headers = (key = randomUUID(), more = {}) => ({
  headers: {
    Authorization: 'Bearer agent',
    'API-Version': VERSION,
    'Idempotency-Key': key,
    'Request-Id': `req_${key}`,
    ...more,
  },
});

export const amount = (session, type) =>
  session.totals.find((total) => total.type === type)?.amount;
export const codes = (session) => session.messages.map((message) => message.code).sort();

export const { key: secret } = await (await fetch(`${house}/checkout/signing-key`)).json();
export const shop = {
  name: 'Acme',
  currency: 'usd',
  merchant: 'acme',
  terms: 'https://acme.example/terms',
  orderEvents: hearing(secret),
};

await admin('PUT', 'shop', shop);
await admin('PUT', 'products/mug', { title: 'Mug', description: 'Holds tea' });
await admin('PUT', 'variants/mug-blue', {
  product: 'mug',
  title: 'Blue',
  options: { Colour: 'Blue' },
});
await admin('PUT', 'variants/mug-blue/prices', { amounts: { usd: 1999, jpy: 2900, bhd: 7500 } });
await admin('POST', 'stock/mug-blue/receive', { quantity: 60 });
await admin('PUT', 'taxes/US', {
  inclusive: false,
  rates: [{ name: 'CA', state: 'CA', category: '', ppm: 88750 }],
});
await admin('PUT', 'shipping/post', {
  title: 'Post',
  carrier: 'USPS',
  prices: { usd: 500, jpy: 800, bhd: 2000 },
  minDays: 2,
  maxDays: 5,
});
await admin('PUT', 'shipping/express', { title: 'Express', prices: { usd: 1500 } });
await admin('PUT', 'promotions/spring', { kind: 'percent', code: 'SPRING10', ppm: 100000 });

export const agent = await client('openapi.agentic_checkout.yaml');
export const payer = await client('openapi.delegate_payment.yaml');
export const capabilities = { interventions: { supported: ['3ds'] } };
export const address = {
  name: 'Sarah Johnson',
  line_one: '555 Golden Gate Avenue',
  line_two: 'Apt 401',
  city: 'San Francisco',
  state: 'CA',
  country: 'US',
  postal_code: '94102',
};
export const buyer = {
  first_name: 'Sarah',
  last_name: 'Johnson',
  email: 'sarah.johnson@example.com',
};
export const card = {
  type: 'card',
  card_number_type: 'fpan',
  number: '4242424242424242',
  exp_month: '11',
  exp_year: '2033',
  name: 'Sarah Johnson',
  cvc: '223',
  display_card_funding_type: 'credit',
  display_last4: '4242',
  metadata: {},
};

export const payment = (token) => ({
  payment_data: {
    handler_id: 'card_tokenized',
    instrument: { type: 'card', credential: { type: 'spt', token } },
    billing_address: address,
  },
});

export async function open(body, key = randomUUID()) {
  const line_items = [{ id: 'mug-blue' }];
  const answer = await agent.createCheckoutSession(
    null,
    { line_items, currency: 'usd', capabilities, ...body },
    headers(key),
  );
  assert.equal(answer.status, 201, JSON.stringify(answer.data));
  assert.equal(answer.headers['request-id'], `req_${key}`);
  assert.equal(answer.headers['idempotency-key'], key);
  return judge('checkout/CheckoutSession', answer.data);
}

export async function ready(body = {}) {
  const fulfillment_details = { email: buyer.email, address };
  const session = await open({ buyer, fulfillment_details, ...body });
  assert.equal(session.status, 'ready_for_payment', JSON.stringify(session.messages));
  return session;
}

export function refused(answer, status, code, of = 'checkout') {
  assert.equal(answer.status, status, JSON.stringify(answer.data));
  judge(`${of}/Error`, answer.data);
  assert.equal(answer.data.code, code, JSON.stringify(answer.data));
  return answer.data;
}

export const steps = [];
export async function step(name, does) {
  try {
    await does();
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  }
  steps.push(name);
}
