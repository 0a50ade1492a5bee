import { html, nothing } from 'lit';
import { ask, day, follow, number } from './api.js';
import { Page } from './page.js';
import { qr } from './qr.js';
import { spark } from './spark.js';
import { at, clockThen } from './time.js';

const DRAWN = 72 * 3_600_000;
const REDRAWN = 30_000;

/** All links: one box to make a new one, a list that counts while it is looked at. */
class LinksPage extends Page {
  static properties = {
    links: { state: true },
    series: { state: true },
    next: { state: true },
    words: { state: true },
    error: { state: true },
    slug: { state: true },
    made: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.links = undefined;
    this.words = '';
    this.slug = { state: 'none' };
    this.series = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
    if (this.past) return;
    this.stop = follow('/links/clicks/stream', {
      heard: (event) => this.clicked(event.value.clicks),
    });
    this.timer = setInterval(() => this.drawAgain(), REDRAWN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    clearInterval(this.timer);
  }

  async load(after) {
    const query = new URLSearchParams({ limit: '50' });
    if (this.words) query.set('q', this.words);
    if (after) query.set('after', after);
    try {
      const { value, headers } = await ask(`/links?${query}`);
      this.links = after ? [...this.links, ...value] : value;
      this.next = headers.get('Link')?.match(/[?&]after=([^>&]+)/)?.[1];
      await this.draw(query);
    } catch (error) {
      this.error = error;
    }
  }

  /** The latest hours of a page of links, in one request. */
  async draw(query) {
    query.set('from', new Date(clockThen() - DRAWN).toISOString());
    const { value } = await ask(`/links/clicks/series?${query}`);
    for (const each of value) this.series.set(`${each.domain}/${each.slug}`, each.steps);
    this.series = new Map(this.series);
  }

  /** The first page only: further ones are drawn as they were when they were asked for. */
  async drawAgain() {
    const query = new URLSearchParams({ limit: '50' });
    if (this.words) query.set('q', this.words);
    await this.draw(query).catch(() => {});
  }

  clicked(clicks) {
    if (!this.links) return;
    const people = new Map();
    for (const click of clicks.filter((c) => c.person)) {
      const key = `${click.link.domain}/${click.link.slug}`;
      people.set(key, (people.get(key) ?? 0) + 1);
    }
    this.links = this.links.map((link) => {
      const more = people.get(`${link.domain}/${link.slug}`);
      return more ? { ...link, clicks: link.clicks + more, fresh: true } : link;
    });
  }

  search(event) {
    this.words = event.target.value.trim();
    clearTimeout(this.searching);
    this.searching = setTimeout(() => this.load(), 200);
  }

  /** Asks while typing whether a slug is free; what was retired is never free again. */
  check(event) {
    const slug = event.target.value.trim();
    clearTimeout(this.checking);
    if (!slug) {
      this.slug = { state: 'none' };
      return;
    }
    this.slug = { state: 'asking' };
    this.checking = setTimeout(async () => {
      const answer = await fetch(`/links/${encodeURIComponent(slug)}`, {
        method: 'HEAD',
      }).catch(() => undefined);
      const said = {
        404: ['free', 'This slug is free.'],
        410: ['taken', 'This slug was retired and stays so.'],
        200: ['taken', 'This slug is taken.'],
      };
      const [state, text] = said[answer?.status] ?? ['none', ''];
      if (event.target.value.trim() === slug) this.slug = { state, text };
    }, 250);
  }

  async shorten(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const body = { target: form.get('target').trim() };
    for (const name of ['slug', 'title'])
      if (form.get(name)?.trim()) body[name] = form.get(name).trim();
    const tags = form
      .get('tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    if (tags.length) body.tags = [...new Set(tags)];
    if (form.get('maxVisits')) body.maxVisits = Number(form.get('maxVisits'));
    if (form.get('validUntil'))
      body.validUntil = new Date(form.get('validUntil')).toISOString();
    this.busy = true;
    this.error = undefined;
    try {
      const { value } = await ask('/links', { method: 'POST', body });
      this.made = value;
      this.links = [value, ...(this.links ?? [])];
      this.slug = { state: 'none' };
      event.target.reset();
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }

  render() {
    return html` <header class="head"><h1 tabindex="-1">Links</h1></header>
      ${this.past ? nothing : this.box()}
      <label class="search"
        >Find links
        <input
          type="search"
          placeholder="words of slug, title, target, tags"
          @input=${this.search}
      /></label>
      ${this.list()}`;
  }

  box() {
    return html`<form class="card create" @submit=${this.shorten} novalidate>
        <div class="fields">
          ${this.field('target', 'Where it leads', 'url', 'https://example.com/long', {
            required: true,
          })}
          ${this.field('slug', 'Wished slug (optional)', 'text', 'spring-sale', {
            input: (e) => this.check(e),
          })}
        </div>
        <details>
          <summary>More</summary>
          <div class="fields">
            ${this.field('title', 'Title', 'text', '')}
            ${this.field('tags', 'Tags, by commas', 'text', 'spring, poster')}
            ${this.field('maxVisits', 'Most visits', 'number', '')}
            ${this.field('validUntil', 'Valid until', 'datetime-local', '')}
          </div>
        </details>
        <button class="primary" ?disabled=${this.busy}>Shorten</button>
        ${this.error
          ? html`<p class="wrong" role="alert">${this.sentence(this.error)}</p>`
          : nothing}
        ${this.made ? this.result(this.made) : nothing}
      </form>`;
  }

  sentence(error) {
    return error.body?.detail && error.status === 409
      ? `${error.message}: ${error.body.detail}`
      : Page.sentence(error);
  }

  field(name, label, type, hint, { required, input } = {}) {
    const wrong = this.error?.at?.(name);
    const said = name === 'slug' && this.slug.state !== 'none' ? this.slug : undefined;
    return html`<label class="field"
      >${label}
      <input
        name=${name}
        type=${type}
        placeholder=${hint}
        ?required=${required}
        autocomplete="off"
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby="${name}-says"
        @input=${input}
      />
      <span
        id="${name}-says"
        class="says ${wrong ? 'wrong' : (said?.state ?? '')}"
        aria-live="polite"
      >
        ${wrong ?? said?.text ?? (said ? 'Looking…' : '')}</span
      >
    </label>`;
  }

  result(link) {
    return html`<div class="made" role="status">
      ${qr(link, 96)}
      <div>
        <a href=${link.shortUrl} target="_blank" rel="noreferrer">${link.shortUrl}</a>
        <p class="quiet">leads to ${link.target}</p>
        <button type="button" @click=${(e) => this.copy(e, link.shortUrl)}>Copy</button>
        <a class="button" href=${this.page(link)}>Look at it</a>
      </div>
    </div>`;
  }

  async copy(event, text) {
    const button = event.target;
    await navigator.clipboard?.writeText(text).catch(() => {});
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 1500);
  }

  list() {
    if (!this.links) {
      const says = this.error ? Page.sentence(this.error) : 'Asking…';
      return html`<p class="quiet" role="status">${says}</p>`;
    }
    if (!this.links.length) {
      return html`<div class="empty">
        <p>${this.nothing()}</p>
        ${
          this.words || this.past
            ? nothing
            : html`<pre>
curl ${location.origin}/links -H 'Content-Type: application/json' \\
  -d '{"target":"https://example.com","slug":"hello"}'</pre>`
        }
      </div>`;
    }
    return html`<ul class="links">
        ${this.links.map((link) => this.row(link))}
      </ul>
      ${this.next
        ? html`<button type="button" @click=${() => this.load(this.next)}>More</button>`
        : nothing}`;
  }

  nothing() {
    if (this.words) return 'No link has these words.';
    return this.past ? 'There were no links then.' : 'No links yet. Shorten one above, or:';
  }

  page(link) {
    const where = link.domain ? { domain: link.domain } : {};
    return at(`links/${encodeURIComponent(link.slug)}`, where);
  }

  row(link) {
    const steps = this.series.get(`${link.domain}/${link.slug}`);
    return html`<li class=${link.retired ? 'retired' : ''}>
      <a class="slug" href=${this.page(link)}>
        <span class="quiet">${link.domain}/</span><span class="own">${link.slug}</span>
      </a>
      <span class="target" title=${link.target}>${link.title ?? link.target}</span>
      <span class="tags">${link.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</span>
      ${spark(steps, clockThen())}
      <span class="quiet when">${link.retired ? 'retired' : day(link.createdAt)}</span>
      <strong class="clicks ${link.fresh ? 'fresh' : ''}">${number(link.clicks)}</strong>
    </li>`;
  }
}

customElements.define('links-page', LinksPage);
