import { html, nothing } from 'lit';
import { ask, follow, number } from './api.js';
import { gauge, money, saga } from './shop-parts.js';
import './shop-room.js';
import { Page } from './page.js';
import { at } from './time.js';

/** Cards everybody knows from testing, and how each behaves. */
const CARDS = [
  ['pm_card_visa', 'Visa, is good'],
  ['pm_card_chargeDeclined', 'Visa, is declined'],
  ['pm_card_authenticationRequiredOnSetup', 'Visa …3155, its bank asks'],
];

/** A shop: what it has, a cart that is paid with test cards, orders, and who must be looked at. */
class ShopPage extends Page {
  static properties = {
    opened: {},
    offers: { state: true },
    orders: { state: true },
    reviews: { state: true },
    cart: { state: true },
    session: { state: true },
    history: { state: true },
    error: { state: true },
    said: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.cart = new Map();
    this.ticket = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
    if (this.past) return;
    this.stop = follow('/house/events?journal=main', {
      heard: (event) => event.value.name?.startsWith('checkout.') && this.later(),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    clearTimeout(this.timer);
  }

  updated(changed) {
    if (changed.has('opened')) this.look();
  }

  /** However much happens, it is asked for four times a second at most. */
  later() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.load();
    }, 250);
  }

  async load() {
    try {
      const all = ['offers?limit=100', 'orders?limit=20', 'reviews?limit=20'];
      const read = await Promise.all(all.map((path) => ask(`/checkout/${path}`)));
      [this.offers, this.orders, this.reviews] = read.map(({ value }) => value);
      if (this.session ?? this.mine) await this.follow();
      await this.look();
    } catch (error) {
      this.error = error;
    }
  }

  /** A session somebody comes back to, whose bank has asked who they are. */
  get mine() {
    return this.opened?.startsWith('cs_') ? this.opened : undefined;
  }

  /** How the session that is paid stands now. */
  async follow() {
    const { value } = await ask(`/checkout/sessions/${this.session ?? this.mine}`);
    const state = { completed: 'Bought. Thank you!', review: 'Somebody looks at this order.' };
    this.said = state[value.state] ?? value.trouble?.text;
    if (value.state === 'authentication') {
      this.said = html`Your bank wants to know that it is you.
        <a class="primary" href=${value.attempt.challenge}>Answer the bank</a>`;
    }
    const paying = value.state === 'completing' || value.state === 'authentication';
    if (!paying) this.session = undefined;
    if (value.state === 'completed') this.cart = new Map();
  }

  /** What happened to a session and its order, the oldest first. */
  async look() {
    if (!this.opened) return (this.history = undefined);
    const id = this.opened.replace(/^[a-z]+_/, '');
    const paths = ['cs', 'ord'].map((kind) => `/checkout/${kind}_${id}/history`);
    const read = await Promise.all(paths.map((path) => ask(path)));
    const all = new Map(read.flatMap(({ value }) => value.map((each) => [each.position, each])));
    const number = ({ position }) => Number(position.split('-').at(-1));
    this.history = [...all.values()].sort((one, other) => number(one) - number(other));
  }

  put(sku, more) {
    const quantity = (this.cart.get(sku) ?? 0) + more;
    this.cart = new Map(this.cart).set(sku, quantity);
    if (quantity <= 0) this.cart.delete(sku);
  }

  async pay(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.error = this.said = undefined;
    this.busy = true;
    try {
      const { value } = await ask('/checkout/sessions', { method: 'POST', body: this.wish(form) });
      const { id } = value.session;
      await ask(`/checkout/sessions/${id}/complete`, {
        method: 'POST',
        body: { method: form.get('card'), returnUrl: `${location.origin}/#/shop/${id}` },
      });
      this.session = id;
      await this.load();
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  wish(form) {
    const address = {
      name: form.get('name'),
      lineOne: form.get('street'),
      city: form.get('city'),
      state: '',
      country: form.get('country').toUpperCase(),
      postalCode: form.get('code'),
    };
    return {
      currency: this.currency,
      items: [...this.cart].map(([sku, quantity]) => ({ sku, quantity })),
      codes: form.get('promotion') ? [form.get('promotion')] : [],
      buyer: { email: form.get('email'), fullName: form.get('name') },
      recipient: { name: form.get('name'), address },
      ...(this.ticket ? { ticket: this.ticket } : {}),
    };
  }

  get currency() {
    const offers = this.offers?.filter(({ sku }) => this.cart.has(sku)) ?? [];
    return Object.keys(offers[0]?.prices ?? { usd: 0 })[0];
  }

  async judge(session, approve) {
    try {
      await ask(`/checkout/reviews/${session}`, { method: 'POST', body: { approve } });
      await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`<header class="head"><h1 tabindex="-1">Shop</h1></header>
      ${this.error ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>` : nothing}
      ${this.history ? this.story() : nothing} ${this.shelf()}
      ${this.past || !this.cart.size ? nothing : this.basket()}
      <p class="quiet" role="status">${this.said ?? ''}</p>
      <sale-room @ticket=${(event) => (this.ticket = event.detail)}></sale-room>
      ${this.queue()} ${this.bought()}`;
  }

  story() {
    return html`<section class="card">
      <h2>${this.opened}</h2>
      ${saga(this.history)}
      <p><a href=${at('shop')}>Close</a></p>
    </section>`;
  }

  shelf() {
    if (!this.offers) return html`<p class="quiet" role="status">Asking…</p>`;
    if (!this.offers.length) {
      return html`<div class="empty"><p>Nothing is sold here. Try --demo shop.</p></div>`;
    }
    return html`<ul class="offers">
      ${this.offers.map((offer) => this.offer(offer))}
    </ul>`;
  }

  offer({ sku, product, title, prices, available, level, bundle }) {
    const [currency, amount] = Object.entries(prices)[0] ?? ['usd', 0];
    return html`<li class="card" data-sku=${sku}>
      <strong>${product.title}, ${title}</strong>
      <span>${money(amount, currency)}</span>
      ${bundle ? html`<span class="quiet">a bundle</span>` : gauge(level)}
      <span class="quiet">${number(available)} left</span>
      ${
        this.past
          ? nothing
          : html`<button
              type="button"
              ?disabled=${available < 1}
              @click=${() => this.put(sku, 1)}
            >
              Put into cart
            </button>`
      }
    </li>`;
  }

  basket() {
    const input = (name, label, value) =>
      html`<label class="field"
        >${label} <input name=${name} required value=${value} maxlength="200"
      /></label>`;
    return html`<form class="card create" @submit=${this.pay}>
      <h2>Cart</h2>
      <ul class="cart-lines">
        ${[...this.cart].map(
          ([sku, quantity]) =>
            html`<li>
              <span>${quantity} × ${sku}</span>
              <button type="button" class="plain" @click=${() => this.put(sku, -1)}>
                Take one out
              </button>
            </li>`,
        )}
      </ul>
      <div class="fields">
        ${input('email', 'Mail', 'ann@example.com')} ${input('name', 'Name', 'Ann Smith')}
        ${input('street', 'Street', 'Main Street 1')} ${input('city', 'City', 'Springfield')}
        ${input('code', 'Postal code', '12345')} ${input('country', 'Country', 'US')}
        <label class="field">Code <input name="promotion" maxlength="60" /></label>
        <label class="field"
          >Card
          <select name="card">
            ${CARDS.map(([id, title]) => html`<option value=${id}>${title}</option>`)}
          </select>
        </label>
      </div>
      <button class="primary" ?disabled=${this.busy}>Pay</button>
    </form>`;
  }

  queue() {
    if (!this.reviews?.length) return nothing;
    return html`<section class="card">
      <h2>To be looked at</h2>
      <ul class="rows">
        ${this.reviews.map(
          (review) =>
            html`<li>
              <span class="grow"
                >${review.order}: ${money(review.total, review.currency)}, score ${review.score}
                (${review.rules.join(', ')})</span
              >
              <button type="button" @click=${() => this.judge(review.session, true)}>
                Approve
              </button>
              <button
                type="button"
                class="danger"
                @click=${() => this.judge(review.session, false)}
              >
                Reject
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  bought() {
    if (!this.orders?.length) return nothing;
    return html`<section class="card">
      <h2>Orders</h2>
      <ul class="rows">
        ${this.orders.map(
          ({ id, state, totals }) =>
            html`<li>
              <a class="grow" href=${at(`shop/${id}`)}>${id}</a>
              <span class="badge ${state === 'canceled' ? 'bad' : ''}">${state}</span>
              <span>${money(totals.total, totals.currency)}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

customElements.define('shop-page', ShopPage);
