import { html, nothing } from 'lit';
import { ask, clock } from './api.js';
import { CARDS, card, live, state, words } from './payments-parts.js';
import { money } from './shop-parts.js';
import { Page } from './page.js';
import { asOf, at, moment } from './time.js';

const REASONS = { failed: 'bad', lost: 'bad', started: 'wait', challenged: 'wait' };

const OPEN = html`<span class="badge wait">open</span>`;

/** One payment: what happened to it, its attempts, and what stands in the books for it. */
class PaymentPart extends Page {
  static properties = {
    payment: {},
    all: { state: true },
    history: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    if (!this.past) this.stop = live(() => this.load());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  updated(changed) {
    if (changed.has('payment')) this.load();
  }

  async load() {
    try {
      const [all, history] = await Promise.all([
        ask(`/payments/intents/${this.payment}`),
        ask(`/payments/${this.payment}/history?limit=100`),
      ]);
      this.all = all.value;
      this.history = history.value.reverse();
    } catch (error) {
      this.error = error;
    }
  }

  /**
   * Asked under a name made of what there is to see, so that two tabs that show the same and press
   * the same have asked once.
   */
  async turn(what, body) {
    this.error = undefined;
    const seen = `${this.all.charges.length}-${this.all.refunds.length}`;
    const headers = { 'Idempotency-Key': `console-${what}-${this.payment}-${seen}` };
    try {
      await ask(`/payments/intents/${this.payment}/${what}`, { method: 'POST', headers, body });
    } catch (error) {
      this.error = error;
    }
    await this.load();
  }

  confirm(event) {
    event.preventDefault();
    const method = new FormData(event.target).get('method');
    this.turn('confirm', method ? { method } : {});
  }

  render() {
    const wrong = this.error
      ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`
      : nothing;
    if (!this.all) return html`${wrong}<p class="quiet" role="status">Asking…</p>`;
    return html`${wrong} ${this.head()} ${this.story()} ${this.attempts()} ${this.books()}`;
  }

  head() {
    const { payment, card: of, description, createdAt } = this.all.view;
    const { contact } = this.all;
    const line = (title, value) =>
      value ? html`<dt>${title}</dt><dd>${value}</dd>` : nothing;
    return html`<section class="card">
      <div class="head">
        <strong class="sum">${money(payment.amount, payment.currency)}</strong> ${state(payment)}
      </div>
      ${payment.failure ? html`<p class="wrong">${payment.failure.message}</p>` : nothing}
      <dl>
        ${line('Payment', html`<code>${payment.intent}</code>`)}
        ${line('Asked for by', payment.reference)} ${line('For', description)}
        ${line('Card', card(of))} ${line('Mail', contact?.email)}
        ${line('Billed in', contact?.address?.country)} ${line('Opened', moment(createdAt))}
        ${payment.capturable ? line('Set aside', money(payment.capturable, payment.currency)) : ''}
        ${payment.received ? line('Taken', money(payment.received, payment.currency)) : ''}
        ${payment.refunded ? line('Given back', money(payment.refunded, payment.currency)) : ''}
      </dl>
      ${
        payment.challenge
          ? html`<p>
              <a href=${payment.challenge} target="_blank" rel="noopener">Answer its bank</a>
            </p>`
          : nothing
      }
      ${this.past ? nothing : this.turns(payment)}
    </section>`;
  }

  turns({ status, received, refunded }) {
    const button = (title, what, kind = '') =>
      html`<button type="button" class=${kind} @click=${() => this.turn(what, {})}>
        ${title}
      </button>`;
    const open = status === 'requires_confirmation' || status === 'requires_payment_method';
    return html`<div class="turns">
      ${open ? this.confirming(status) : nothing}
      ${status === 'requires_capture' ? button('Capture', 'capture', 'primary') : nothing}
      ${received > refunded ? button('Refund', 'refund') : nothing}
      ${open || status === 'requires_capture' ? button('Cancel', 'cancel', 'danger') : nothing}
    </div>`;
  }

  confirming(status) {
    return html`<form class="bar" @submit=${this.confirm}>
      ${
        status === 'requires_payment_method'
          ? html`<label
              >Card
              <select name="method">
                ${CARDS.map(([id, title]) => html`<option value=${id}>${title}</option>`)}
              </select></label
            >`
          : nothing
      }
      <button class="primary">Confirm</button>
    </form>`;
  }

  story() {
    if (!this.history) return nothing;
    return html`<section class="card" aria-label="What happened">
      <h2>What happened</h2>
      <ol class="timeline">
        ${this.history.map(
          ({ name, time, position, payload }) =>
            html`<li>
              <time class="quiet" datetime=${time}>${clock(time)}</time>
              <a href=${at(`why/${position}`)}>${words(name)}</a>
              <span class="quiet">${says(payload)}</span>
            </li>`,
        )}
      </ol>
    </section>`;
  }

  attempts() {
    if (!this.all.charges.length) return nothing;
    return html`<h2>Attempts</h2>
      <ul class="lines">
        ${this.all.charges.map(
          ({ id, state: is, amount, currency, card: of, failure, createdAt }) =>
            html`<li>
              <time class="quiet" datetime=${createdAt}>${clock(createdAt)}</time>
              <div>
                ${card(of)}, ${money(amount, currency)}
                <p class="quiet"><code>${id}</code> ${failure?.message}</p>
              </div>
              <span class="end"><span class="badge ${REASONS[is] ?? ''}">${is}</span></span>
            </li>`,
        )}
      </ul>`;
  }

  books() {
    if (!this.all.lines.length) return nothing;
    return html`<section class="card books" aria-label="In the books">
      <h2>In the books${asOf() ? ', as they were' : ''}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">What for</th>
            <th scope="col">Out of</th>
            <th scope="col">Into</th>
            <th scope="col" class="amount">Amount</th>
          </tr>
        </thead>
        <tbody>
          ${this.all.lines.map((line) => this.entry(line))}
        </tbody>
      </table>
    </section>`;
  }

  entry({ id, debit, credit, amount, currency, state: is }) {
    const short = (account) => account.replace(/^payments:/, '');
    return html`<tr>
      <td>${id.split('/').at(-1)} ${is === 'open' ? OPEN : nothing}</td>
      <td>${short(debit)}</td>
      <td>${short(credit)}</td>
      <td class="amount">${money(amount, currency)}</td>
    </tr>`;
  }
}

/** What an event says, in a few words. */
function says({ code, amount, currency, operation, reason, message, outcome }) {
  if (message) return message;
  if (amount && currency) return money(amount, currency);
  if (operation?.kind) {
    return `${operation.kind} of ${money(operation.amount, operation.currency)}`;
  }
  return reason ?? code ?? outcome?.result ?? '';
}

customElements.define('payment-part', PaymentPart);
