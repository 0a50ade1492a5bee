import { html, nothing } from 'lit';
import { ask, follow, number } from './api.js';
import { Page } from './page.js';

/** Flash sales, and the line before them: one joins, and sees how many are ahead, live. */
class SaleRoom extends Page {
  static properties = {
    sales: { state: true },
    place: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  async load() {
    try {
      this.sales = (await ask('/checkout/sales')).value;
    } catch (error) {
      this.error = error;
    }
  }

  async join(event, sale) {
    event.preventDefault();
    const buyer = new FormData(event.target).get('email');
    try {
      const { value } = await ask(`/checkout/sales/${sale.id}/queue`, {
        method: 'POST',
        body: { buyer },
      });
      this.watch(sale, value.ticket);
      this.dispatchEvent(new CustomEvent('ticket', { detail: value.ticket }));
    } catch (error) {
      this.error = error;
    }
  }

  async watch(sale, ticket) {
    const query = `ticket=${encodeURIComponent(ticket)}`;
    this.stop?.();
    this.stop = follow(`/checkout/queue/stream?${query}`, {
      heard: (event) => (this.place = event.value),
    });
    this.place = (await ask(`/checkout/sales/${sale.id}/place?${query}`)).value;
  }

  render() {
    if (!this.sales?.length) return nothing;
    return html`<section class="card">
      <h2>Flash sales</h2>
      ${this.error ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>` : nothing}
      ${this.sales.map((sale) => this.sale(sale))}
    </section>`;
  }

  sale(sale) {
    const over = Date.now() >= Date.parse(sale.closesAt);
    const mine = this.place?.sale === sale.id;
    return html`<div data-sale=${sale.id}>
      <p>
        <strong>${sale.sku}</strong>, at most ${sale.cap} for each buyer,
        ${number(sale.perSecond)} let in every second
        <span class="badge ${over ? 'bad' : ''}">${over ? 'over' : 'open'}</span>
      </p>
      ${mine ? this.standing() : nothing}
      ${
        over || this.past || mine
          ? nothing
          : html`<form class="fields" @submit=${(event) => this.join(event, sale)}>
              <label class="field"
                >Mail <input name="email" type="email" required value="ann@example.com"
              /></label>
              <button class="primary">Join the line</button>
            </form>`
      }
    </div>`;
  }

  standing() {
    const { ahead, admitted, number: place } = this.place;
    return html`<p class="big" role="status">
      ${admitted ? 'It is your turn.' : `${number(ahead)} ahead of you.`}
      <span class="quiet">Your number is ${number(place)}.</span>
    </p>`;
  }
}

customElements.define('sale-room', SaleRoom);
