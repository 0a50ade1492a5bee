import { html } from 'lit';
import { Page } from './page.js';
import { ask } from './api.js';
import './house.js';
import './events.js';
import './links.js';
import './link.js';
import './style.css';
import './pages.css';

const PAGES = [
  ['house', 'House'],
  ['events', 'Events'],
  ['links', 'Links'],
];

/** The frame around every page: where one is, light or dark, and who is signed in. */
class MainStem extends Page {
  static properties = {
    route: { state: true },
    locked: { state: true },
    wrong: { state: true },
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
    const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
    const [page, ...rest] = path.split('/');
    const known = PAGES.some(([name]) => name === page);
    return {
      page: known ? page : 'house',
      rest: decodeURIComponent(rest.join('/')),
      query: new URLSearchParams(query),
    };
  }

  async go() {
    this.route = this.read();
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    this.querySelector('main h1')?.focus();
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
        <a class="brand" href="#/house"><span aria-hidden="true"></span>Mainstem</a>
        <nav aria-label="Pages">
          ${PAGES.map(
            ([name, title]) =>
              html`<a
                href="#/${name}"
                aria-current=${this.route.page === name ? 'page' : 'false'}
                >${title}</a
              >`,
          )}
        </nav>
        <a class="api" href="/api">API</a>
        <button type="button" class="plain" @click=${this.turn} aria-label="Light or dark">
          ◐
        </button>
      </header>
      <main id="main" tabindex="-1">${this.locked ? this.door() : this.page()}</main>`;
  }

  skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  page() {
    const { page, rest, query } = this.route;
    if (page === 'events') return html`<events-page position=${rest}></events-page>`;
    if (page === 'links' && rest) {
      return html`<link-page slug=${rest} domain=${query.get('domain') ?? ''}></link-page>`;
    }
    if (page === 'links') return html`<links-page></links-page>`;
    return html`<house-page></house-page>`;
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
