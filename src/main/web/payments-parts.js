import { html } from 'lit';
import { follow } from './api.js';

/** Test cards everybody knows by name, and how each behaves. */
export const CARDS = [
  ['pm_card_visa', 'Visa, is good'],
  ['pm_card_mastercard', 'Mastercard, is good'],
  ['pm_card_amex', 'American Express, is good'],
  ['pm_card_visa_chargeDeclined', 'Visa, is declined'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'Visa, has no funds'],
  ['pm_card_chargeDeclinedExpiredCard', 'Visa, has expired'],
  ['pm_card_threeDSecure2Required', 'Visa, its bank asks (3-D Secure)'],
  ['pm_card_chargeCustomerFail', 'Visa, can be kept and not charged'],
];

const COLOURS = {
  succeeded: '',
  requires_payment_method: 'bad',
  canceled: 'bad',
  failed: 'bad',
};

/** How a payment stands. */
export const state = ({ status, unknown }) =>
  unknown
    ? html`<span class="badge wait">unknown, being asked after</span>`
    : html`<span class="badge ${COLOURS[status] ?? 'wait'}">${status.replaceAll('_', ' ')}</span>`;

export const card = (of) => (of ? `${of.brand} ···· ${of.last4}` : 'no card yet');

/** A name of an event in words: `payments.AttemptStarted` is "attempt started". */
export const words = (name) =>
  name
    .replace(/^[a-z]+\./, '')
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();

/**
 * Loads anew when the stream is there and while payments happen, four times a second at most;
 * answers how to stop.
 */
export function live(load) {
  let timer;
  const later = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      load();
    }, 250);
  };
  const stop = follow('/house/events?journal=main', {
    heard: ({ value }) => value.name?.startsWith('payments.') && later(),
    state: (is) => is === 'live' && later(),
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
