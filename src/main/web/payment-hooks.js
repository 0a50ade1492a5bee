import { html, nothing } from 'lit';
import { ask, clock } from './api.js';
import { live } from './payments-parts.js';
import { Page } from './page.js';
import { at } from './time.js';

const COLOURS = { delivered: '', failed: 'bad' };

/** What webhook endpoints were told of payments, and once more. */
class PaymentHooks extends Page {
  static properties = {
    deliveries: { state: true },
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

  async load() {
    try {
      this.deliveries = (await ask('/payments/deliveries?limit=50')).value;
    } catch (error) {
      this.error = error;
    }
  }

  async resend(id) {
    this.error = undefined;
    try {
      await ask(`/payments/deliveries/${id}/resend`, { method: 'POST', body: {} });
      await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const wrong = this.error
      ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`
      : nothing;
    if (!this.deliveries) return html`${wrong}<p class="quiet" role="status">Asking…</p>`;
    if (!this.deliveries.length) {
      return html`${wrong}
        <div class="empty">
          <p>
            No webhook was sent. Endpoints are made by Stripe's API:
            <code>POST /v1/webhook_endpoints</code>.
          </p>
        </div>`;
    }
    return html`${wrong}
      <ul class="lines">
        ${this.deliveries.map((each) => this.line(each))}
      </ul>`;
  }

  line({ id, url, type, object, state, status, queuedAt }) {
    const payment = object?.startsWith('pi_');
    return html`<li>
      <time class="quiet" datetime=${queuedAt}>${clock(queuedAt)}</time>
      <div>
        <strong>${type ?? 'forgotten'}</strong>
        ${payment ? html`<a href=${at(`payments/${object}`)}>its payment</a>` : nothing}
        <p class="quiet">${url ?? 'the endpoint is gone'}${status ? `: ${status}` : ''}</p>
      </div>
      <span class="end">
        <span class="badge ${COLOURS[state] ?? 'wait'}">${state}</span>
        ${
          this.past || !url
            ? nothing
            : html`<button type="button" @click=${() => this.resend(id)}>Send again</button>`
        }
      </span>
    </li>`;
  }
}

customElements.define('payment-hooks', PaymentHooks);
