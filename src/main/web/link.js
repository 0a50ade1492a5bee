import { html, nothing } from 'lit';
import { ask, day, follow, number } from './api.js';
import { Page } from './page.js';
import './chart.js';

/** One link: where it leads, how often it is followed, and how it can be changed. */
class LinkPage extends Page {
  static properties = {
    slug: {},
    domain: {},
    link: { state: true },
    stats: { state: true },
    live: { state: true },
    error: { state: true },
    saved: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.live = [];
    this.load();
    this.stop = follow('/links/clicks/stream', {
      heard: (event) => this.clicked(event.value.clicks),
    });
    this.timer = setInterval(() => this.requestUpdate(), 5000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    clearInterval(this.timer);
  }

  path(rest = '', query = {}) {
    const all = new URLSearchParams(this.domain ? { ...query, domain: this.domain } : query);
    return `/links/${encodeURIComponent(this.slug)}${rest}${all.size ? `?${all}` : ''}`;
  }

  yesterday() {
    return { from: new Date(Date.now() - 86_400_000).toISOString() };
  }

  async load() {
    try {
      const { value, headers } = await ask(this.path());
      this.link = value;
      this.tag = headers.get('ETag');
      this.stats = (await ask(this.path('/clicks/stats', this.yesterday()))).value;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  clicked(clicks) {
    const own = clicks.filter(
      (c) => c.link.slug === this.slug && c.link.domain === (this.domain ?? '') && c.person,
    );
    if (!own.length) return;
    this.live = [...this.live, ...own.map((c) => Date.parse(c.at) / 60000)].slice(-5000);
    if (this.link) this.link = { ...this.link, clicks: this.link.clicks + own.length };
    clearTimeout(this.later);
    this.later = setTimeout(
      async () =>
        (this.stats = (await ask(this.path('/clicks/stats', this.yesterday()))).value),
      1000,
    );
  }

  /** Clicks of the last half hour, minute by minute. */
  minutes() {
    const now = Math.floor(Date.now() / 60000);
    const times = Array.from({ length: 30 }, (_, i) => now - 29 + i);
    const counts = times.map(
      (minute) => this.live.filter((at) => Math.floor(at) === minute).length,
    );
    return [times.map((minute) => minute * 60), counts];
  }

  /** The last day, hour by hour; what has no step had no clicks. */
  hours() {
    const counted = new Map(
      (this.stats?.steps ?? []).map((s) => [Date.parse(s.from) / 1000, s.people]),
    );
    const now = Math.floor(Date.now() / 3_600_000) * 3600;
    const times = Array.from({ length: 24 }, (_, i) => now - (23 - i) * 3600);
    return [times, times.map((time) => counted.get(time) ?? 0)];
  }

  async save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const tags = form
      .get('tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    const patch = { title: form.get('title').trim() || null, tags: [...new Set(tags)] };
    const target = form.get('target').trim();
    try {
      if (target !== this.link.target) await this.change('PUT', { target });
      await this.change('PATCH', patch);
      this.saved = true;
      setTimeout(() => (this.saved = false), 2000);
    } catch (error) {
      this.error = error;
    }
  }

  async change(method, body) {
    const { value, headers } = await ask(this.path(), {
      method,
      body,
      headers: { 'If-Match': this.tag },
    });
    this.link = value;
    this.tag = headers.get('ETag') ?? this.tag;
    this.error = undefined;
  }

  async retire() {
    try {
      await ask(this.path(), { method: 'DELETE' });
      location.hash = '#/links';
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const back = html`<a class="back" href="#/links">All links</a>`;
    if (!this.link)
      return html`${back}
        <p role="status">${this.error ? Page.sentence(this.error) : 'Asking…'}</p>`;
    const { link } = this;
    return html`${back}
      <header class="head">
        <h1 tabindex="-1">/${link.slug}</h1>
        <strong class="clicks big" role="status">${number(link.clicks)} clicks</strong>
      </header>
      <p class="lead">
        <a href=${link.shortUrl} target="_blank" rel="noreferrer">${link.shortUrl}</a>
        <span class="quiet">since ${day(link.createdAt)}, by ${link.createdBy}</span>
      </p>
      <div class="columns">
        <section class="card">
          <h2>Clicks per minute, live</h2>
          <time-chart
            bars
            label="Clicks per minute over the last half hour"
            .points=${this.minutes()}
          ></time-chart>
        </section>
        <section class="card">
          <h2>Clicks per hour, last day</h2>
          <time-chart
            bars
            label="Clicks per hour of the last day"
            .points=${this.hours()}
          ></time-chart>
          <p class="quiet">${number(this.stats?.bots)} more by machines, not counted.</p>
        </section>
      </div>
      <form class="card create" @submit=${this.save}>
        <h2>Change</h2>
        <div class="fields">
          ${this.field('target', 'Where it leads', link.target)}
          ${this.field('title', 'Title', link.title ?? '')}
          ${this.field('tags', 'Tags, by commas', link.tags.join(', '))}
        </div>
        <div class="bar">
          <button class="primary">Save</button>
          <button
            type="button"
            class="danger"
            @click=${() => this.querySelector('dialog').showModal()}
          >
            Retire…
          </button>
          <span class="says free" role="status">${this.saved ? 'Saved.' : ''}</span>
        </div>
        ${this.error ? this.trouble() : nothing}
      </form>
      <dialog aria-label="Retire this link">
        <p>
          A retired link leads nowhere, for good: <strong>/${link.slug}</strong> is never given
          away again.
        </p>
        <form method="dialog" class="bar">
          <button class="danger" @click=${this.retire}>Retire</button
          ><button autofocus>Keep</button>
        </form>
      </dialog>`;
  }

  trouble() {
    if (this.error.status !== 412)
      return html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`;
    return html`<p class="wrong" role="alert">
      Somebody else has changed this link meanwhile.
      <button type="button" @click=${this.load}>Show what it is now</button>
    </p>`;
  }

  field(name, label, value) {
    const wrong = this.error?.at?.(name);
    return html`<label class="field"
      >${label}
      <input
        name=${name}
        .value=${value}
        autocomplete="off"
        aria-invalid=${wrong ? 'true' : 'false'}
      />
      <span class="says wrong">${wrong ?? ''}</span></label
    >`;
  }
}

customElements.define('link-page', LinkPage);
