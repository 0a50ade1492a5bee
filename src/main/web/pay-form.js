import { html, nothing } from 'lit';
import { ask } from './api.js';
import { CARDS, live, state } from './payments-parts.js';
import { money } from './shop-parts.js';
import { Page } from './page.js';
import { at } from './time.js';

const CURRENCIES = ['usd', 'eur', 'gbp', 'jpy', 'bhd'];

/** An amount as people write it, in minor units; text only, since money is no float. */
function minor(text, currency) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits;
  const [whole, part = ''] = text.trim().split('.');
  return Number(whole + part.padEnd(digits, '0').slice(0, digits));
}

/**
 * One purchase, paid with a test card. Its button stays awake while it waits: whoever presses it
 * twice has paid once, since all presses go under one key until somebody wants to pay anew.
 */
class PayForm extends Page {
  static properties = {
    answers: { state: true },
    payment: { state: true },
    error: { state: true },
  };

  constructor() {
    super();
    this.anew();
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = live(() => this.look());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  anew() {
    this.key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    this.answers = [];
    this.payment = undefined;
    this.error = undefined;
  }

  /** How the payment stands now. */
  async look() {
    if (!this.payment) return;
    const { value } = await ask(`/payments/intents/${this.payment.intent}`);
    this.payment = value.view.payment;
  }

  async pay(event) {
    event.preventDefault();
    this.error = undefined;
    try {
      const headers = { 'Idempotency-Key': this.key };
      const body = wish(new FormData(event.target));
      const made = await ask('/payments/intents', { method: 'POST', headers, body });
      this.answers = [...this.answers, made.value.intent];
      this.payment ??= made.value;
      await this.look();
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`<form class="card create pay" @submit=${this.pay}>
      <h2>Pay with a test card <span class="badge wait">simulator, no money moves</span></h2>
      <div class="fields">
        <label class="field"
          >Amount
          <input
            name="amount"
            required
            value="20.00"
            inputmode="decimal"
            pattern="\\d{1,9}(\\.\\d+)?"
        /></label>
        <label class="field"
          >Currency
          <select name="currency">
            ${CURRENCIES.map((each) => html`<option>${each}</option>`)}
          </select></label
        >
        <label class="field"
          >Card
          <select name="method">
            ${CARDS.map(([id, title]) => html`<option value=${id}>${title}</option>`)}
          </select></label
        >
        <label class="field"
          >Mail <input name="email" type="email" value="ann@example.com" maxlength="200"
        /></label>
        <label class="field"
          >Billed in
          <input name="country" value="US" pattern="[A-Za-z]{2}" maxlength="2"
        /></label>
      </div>
      <p class="checks">
        <label><input type="checkbox" name="manual" /> only set aside, to be captured later</label>
        <label><input type="checkbox" name="later" /> open it now, confirm it later</label>
      </p>
      <button class="primary">Pay</button>
      ${
        this.error
          ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`
          : nothing
      }
      ${this.payment ? this.paid() : nothing}
    </form>`;
  }

  /** What came of it; all presses are told the same payment. */
  paid() {
    const { intent, amount, currency, failure, challenge } = this.payment;
    const same = this.answers.every((each) => each === intent);
    const presses = this.answers.length;
    return html`<div class="made" role="status">
        <a href=${at(`payments/${intent}`)}>${money(amount, currency)}</a> ${state(this.payment)}
        ${failure ? html`<span>${failure.message}</span>` : nothing}
        ${
          challenge
            ? html`<a href=${challenge} target="_blank" rel="noopener">Answer its bank</a>`
            : nothing
        }
        <span class="quiet"
          >${
            presses > 1 && same
              ? `Pressed ${presses} times, paid once.`
              : 'Press Pay again: it is the same payment.'
          }</span
        >
      </div>
      <p><button type="button" @click=${this.anew}>Make another payment</button></p>`;
  }
}

function wish(form) {
  const currency = form.get('currency');
  return {
    amount: minor(form.get('amount'), currency),
    currency,
    method: form.get('method'),
    ...(form.get('email') ? { email: form.get('email') } : {}),
    ...(form.get('country') ? { country: form.get('country').toUpperCase() } : {}),
    manualCapture: Boolean(form.get('manual')),
    confirm: !form.get('later'),
  };
}

customElements.define('pay-form', PayForm);
