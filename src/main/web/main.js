import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Page } from './page.js';
import { ask } from './api.js';
import { asOf, at, place } from './time.js';
import './travel.js';
import './house.js';
import './events.js';
import './links.js';
import './link.js';
import './shop.js';
import './notifications.js';
import './payments.js';
import './why.js';
import './style.css';
import './pages.css';
import './past.css';
import './links.css';
import './shop.css';
import './notifications.css';
import './payments.css';
import './why.css';

const link = (slug, query) =>
  html`<link-page slug=${slug} domain=${query.get('domain') ?? ''}></link-page>`;

/** The index of pages: name, title, and what is drawn for the rest of the address. */
const PAGES = [
  ['house', 'House', () => html`<house-page></house-page>`],
  ['events', 'Events', (position) => html`<events-page position=${position}></events-page>`],
  ['links', 'Links', (slug, query) => (slug ? link(slug, query) : html`<links-page></links-page>`)],
  ['shop', 'Shop', (id) => html`<shop-page opened=${id}></shop-page>`],
  ['payments', 'Payments', (part) => html`<payments-page part=${part}></payments-page>`],
  [
    'notifications',
    'Notifications',
    (part) => html`<notifications-page part=${part}></notifications-page>`,
  ],
];

/** The frame around every page: where one is, light or dark, and who is signed in. */
class MainStem extends Page {
  static properties = {
    route: { state: true },
    locked: { state: true },
    wrong: { state: true },
    known: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.theme(localStorage.getItem('theme'));
    this.moved = () => this.go();
    this.lock = () => (this.locked = true);
    window.addEventListener('hashchange', this.moved);
    window.addEventListener('signed-out', this.lock);
    this.route = this.read();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.moved);
    window.removeEventListener('signed-out', this.lock);
  }

  read() {
    const { path, query } = place();
    const [page, ...rest] = path.split('/');
    const known = page === 'why' || PAGES.some(([name]) => name === page);
    return { page: known ? page : 'house', rest: decodeURIComponent(rest.join('/')), query };
  }

  async go() {
    const from = this.route;
    this.route = this.read();
    if (this.route.page === from.page && this.route.rest === from.rest) return;
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    this.querySelector('main h1')?.focus();
  }

  /** Where there are more pages than room, the one that is shown is among those that are seen. */
  updated() {
    requestAnimationFrame(() => {
      const here = this.querySelector("nav a[aria-current='page']");
      here?.scrollIntoView({ block: 'nearest', inline: 'center' });
    });
  }

  theme(theme) {
    if (theme) document.documentElement.dataset.theme = theme;
    window.dispatchEvent(new Event('theme'));
  }

  turn() {
    const dark =
      getComputedStyle(document.documentElement).getPropertyValue('--is-dark').trim() === '1';
    localStorage.setItem('theme', dark ? 'light' : 'dark');
    this.theme(dark ? 'light' : 'dark');
  }

  async signIn(event) {
    event.preventDefault();
    const key = new FormData(event.target).get('key').trim();
    try {
      await ask('/session', { method: 'POST', body: { key } });
      this.locked = false;
      this.wrong = undefined;
    } catch (error) {
      this.wrong = error.message;
    }
  }

  render() {
    return html` <a class="skip" href="#main" @click=${this.skip}>Skip to the content</a>
      <header class="top">
        <a class="brand" href=${at('house')}><span aria-hidden="true"></span>Mainstem</a>
        <nav aria-label="Pages">
          ${PAGES.map(
            ([name, title]) =>
              html`<a
                href=${at(name)}
                aria-current=${this.route.page === name ? 'page' : 'false'}
                >${title}</a
              >`,
          )}
        </nav>
        <a class="api" href="/api">API</a>
        <time-travel .when=${asOf()}></time-travel>
        <button type="button" class="plain" @click=${this.turn} aria-label="Light or dark">
          ◐
        </button>
      </header>
      <past-banner .when=${asOf()} @known=${() => (this.known = asOf())}></past-banner>
      <main id="main" tabindex="-1">${this.locked ? this.door() : this.then()}</main>`;
  }

  skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  /** A page is made anew for another moment, and for a position once it is known when that was. */
  then() {
    const when = asOf();
    if (when && this.known !== when) return html`<p class="quiet" role="status">Asking…</p>`;
    return keyed(when, this.page());
  }

  page() {
    const { page, rest, query } = this.route;
    if (page === 'why') return html`<why-page what=${rest}></why-page>`;
    const [, , drawn] = PAGES.find(([name]) => name === page);
    return drawn(rest, query);
  }

  door() {
    return html`<form class="card create sign" @submit=${this.signIn}>
      <h1 tabindex="-1">Sign in</h1>
      <p class="quiet">
        This house has keys. Yours is kept in a cookie that no script can read.
      </p>
      <label class="field"
        >Key
        <input name="key" type="password" autocomplete="current-password" required autofocus
      /></label>
      <button class="primary">Sign in</button>
      <p class="wrong" role="alert">${this.wrong ?? ''}</p>
    </form>`;
  }
}

customElements.define('main-stem', MainStem);
