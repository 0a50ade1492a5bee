import { html, nothing } from 'lit';
import { ask } from './api.js';
import { card, live, state } from './payments-parts.js';
import { money } from './shop-parts.js';
import { Page } from './page.js';
import { at, moment } from './time.js';
import './pay-form.js';
import './payment.js';
import './payment-hooks.js';
import './acquirer.js';

const PARTS = [
  ['all', 'Payments', () => html`<payments-part></payments-part>`],
  ['webhooks', 'Webhooks', () => html`<payment-hooks></payment-hooks>`],
  ['acquirer', 'Acquirer', () => html`<acquirer-part></acquirer-part>`],
];
const SHOWN = 20;

/** Payments, in parts; each, and each payment, has an address of its own. */
class PaymentsPage extends Page {
  static properties = { part: {} };

  render() {
    const one = this.part.startsWith('pi_');
    const name = one || !this.part ? 'all' : this.part;
    const [, , drawn] = PARTS.find(([part]) => part === name) ?? PARTS[0];
    return html`<header class="head"><h1 tabindex="-1">Payments</h1></header>
      <nav class="parts" aria-label="Parts of payments">
        ${PARTS.map(
          ([part, title]) =>
            html`<a
              href=${at(part === 'all' ? 'payments' : `payments/${part}`)}
              aria-current=${part === name ? 'page' : 'false'}
              >${title}</a
            >`,
        )}
      </nav>
      ${one ? html`<payment-part payment=${this.part}></payment-part>` : drawn()}`;
  }
}

/** What there is in each currency, a form to pay with, and all payments, the newest first. */
class PaymentsPart extends Page {
  static properties = {
    payments: { state: true },
    funds: { state: true },
    next: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.load();
    if (!this.past) this.stop = live(() => this.load());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  /** As many as are shown already, so that a list does not shrink under one's eyes. */
  async load(after) {
    const limit = after ? SHOWN : Math.max(SHOWN, Math.min(this.payments?.length ?? 0, 1000));
    const query = after ? `&after=${after}` : '';
    try {
      const { value, headers } = await ask(`/payments/intents?limit=${limit}${query}`);
      this.funds = (await ask('/payments/balance')).value;
      this.payments = after ? [...this.payments, ...value] : value;
      this.next = headers.get('Link')?.match(/[?&]after=([^>&]+)/)?.[1];
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`${
        this.error
          ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`
          : nothing
      }
      ${this.balance()} ${this.past ? nothing : html`<pay-form></pay-form>`} ${this.list()}`;
  }

  balance() {
    if (!this.funds?.length) return nothing;
    const figure = (title, amount, currency) =>
      html`<div class="figure">
        <span>${title}</span><strong>${money(amount, currency)}</strong>
      </div>`;
    return html`${this.funds.map(
      ({ currency, available, pending, held, fees }) =>
        html`<section class="figures" aria-label="Balance in ${currency}">
          ${figure('Available', available, currency)} ${figure('Pending', pending, currency)}
          ${figure('Set aside', held, currency)} ${figure("Acquirer's fees", fees, currency)}
        </section>`,
    )}`;
  }

  list() {
    if (!this.payments) return html`<p class="quiet" role="status">Asking…</p>`;
    if (!this.payments.length) {
      const says = this.past ? 'There were no payments then.' : 'No payments yet. Make one above.';
      return html`<div class="empty"><p>${says}</p></div>`;
    }
    return html`<ul class="lines payments">
        ${this.payments.map((each) => this.line(each))}
      </ul>
      ${
        this.next
          ? html`<button type="button" @click=${() => this.load(this.next)}>More</button>`
          : nothing
      }`;
  }

  line({ payment, card: of, description, createdAt }) {
    return html`<li>
      <a href=${at(`payments/${payment.intent}`)}
        ><strong>${money(payment.amount, payment.currency)}</strong></a
      >
      <div>
        ${card(of)}${description ? html`<span class="quiet">, ${description}</span>` : nothing}
        <p class="quiet">${moment(createdAt)}</p>
      </div>
      <span class="end">${this.refunded(payment)} ${state(payment)}</span>
    </li>`;
  }

  refunded({ refunded, currency }) {
    if (!refunded) return nothing;
    return html`<span class="quiet">${money(refunded, currency)} given back</span>`;
  }
}

customElements.define('payments-page', PaymentsPage);
customElements.define('payments-part', PaymentsPart);
