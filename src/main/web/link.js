import { html, nothing } from 'lit';
import { ask, day, follow, number } from './api.js';
import { bars } from './bars.js';
import { Page } from './page.js';
import { qr } from './qr.js';
import { at, clockThen } from './time.js';
import './chart.js';
import './link-edit.js';
import './link-past.js';
import './link-rules.js';
import './world.js';

const MINUTES = 30;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SPANS = [
  ['Day', DAY, 'hour'],
  ['Week', 7 * DAY, 'hour'],
  ['Month', 30 * DAY, 'day'],
];
const MOST_REPLAYED = 2000;
const DIMENSIONS = 'country,device,browser,os,referrer,rule';

/** One link: where it leads, how often it is followed and from where, and how it is changed. */
class LinkPage extends Page {
  static properties = {
    slug: {},
    domain: {},
    link: { state: true },
    steps: { state: true },
    parts: { state: true },
    span: { state: true },
    live: { state: true },
    error: { state: true },
  };

  constructor() {
    super();
    this.span = SPANS[1];
    this.live = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
    if (this.past) return;
    this.listen();
    this.timer = setInterval(() => this.requestUpdate(), 5000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.gone = true;
    this.stop?.();
    clearInterval(this.timer);
    clearTimeout(this.later);
  }

  path(rest = '', query = {}) {
    const all = new URLSearchParams(this.domain ? { ...query, domain: this.domain } : query);
    return `/links/${encodeURIComponent(this.slug)}${rest}${all.size ? `?${all}` : ''}`;
  }

  /** What events about it call it. */
  subject() {
    return this.domain ? `${this.domain}/${this.slug}` : this.slug;
  }

  /** Clicks from half an hour ago on, unless those of the whole house were too many to replay. */
  async listen() {
    let after;
    try {
      const then = new Date(Date.now() - MINUTES * 60_000).toISOString();
      const heard = ({ value }) => value.journals.find((j) => j.name === 'links-clicks')?.last;
      const [before, now] = [await ask(`/house?asOf=${then}`), await ask('/house')].map(heard);
      if (now - before <= MOST_REPLAYED) after = `links-clicks-${before}`;
    } catch {
      // Whoever may not read the house sees clicks from now on.
    }
    if (this.gone) return;
    const opened = Date.now();
    this.stop = follow('/links/clicks/stream', {
      after,
      heard: (event) => this.clicked(event.value.clicks, opened),
    });
  }

  async load() {
    try {
      const { value, headers } = await ask(this.path());
      this.link = value;
      this.tag = headers.get('ETag');
      this.error = undefined;
      await this.count();
    } catch (error) {
      this.error = error;
    }
  }

  async count() {
    const [, span, step] = this.span;
    const from = new Date(clockThen() - span).toISOString();
    const to = new Date(clockThen()).toISOString();
    const stretch = { from, to };
    const [all, parts] = await Promise.all([
      ask(this.path('/clicks/stats', { ...stretch, step })),
      ask(this.path('/clicks/stats', { ...stretch, step: 'day', by: DIMENSIONS })),
    ]);
    this.steps = all.value;
    this.parts = parts.value;
  }

  clicked(clicks, opened) {
    const own = clicks.filter(
      (c) => c.link.slug === this.slug && c.link.domain === (this.domain ?? '') && c.person,
    );
    if (!own.length) return;
    const times = own.map((c) => Date.parse(c.at));
    this.live = [...this.live, ...times.map((time) => time / 60000)].slice(-5000);
    const fresh = times.filter((time) => time >= opened).length;
    if (!fresh) return;
    if (this.link) this.link = { ...this.link, clicks: this.link.clicks + fresh };
    this.later ??= setTimeout(() => {
      this.later = undefined;
      this.count().catch(() => {});
    }, 2000);
  }

  /** Clicks of the last half hour, minute by minute. */
  minutes() {
    const now = Math.floor(Date.now() / 60000);
    const times = Array.from({ length: MINUTES }, (_, i) => now - MINUTES + 1 + i);
    const counts = times.map(
      (minute) => this.live.filter((time) => Math.floor(time) === minute).length,
    );
    return [times.map((minute) => minute * 60), counts];
  }

  /** What has no step had no clicks. */
  series() {
    const [, span, step] = this.span;
    const long = step === 'day' ? DAY : HOUR;
    const counted = new Map(
      (this.steps?.steps ?? []).map((s) => [Date.parse(s.from) / 1000, s.people]),
    );
    const last = Math.floor(clockThen() / long);
    const length = Math.round(span / long);
    const times = Array.from({ length }, (_, i) => ((last - length + 1 + i) * long) / 1000);
    return [times, times.map((time) => counted.get(time) ?? 0)];
  }

  render() {
    const back = html`<a class="back" href=${at('links')}>All links</a>`;
    if (!this.link) return html`${back} ${this.without()}`;
    const { link } = this;
    return html`${back}
      <header class="head">
        <h1 tabindex="-1"><span class="quiet">${link.domain}/</span>${link.slug}</h1>
        <strong class="clicks big" role="status">${number(link.clicks)} clicks</strong>
      </header>
      <section class="card about">
        ${qr(link, 104)}
        <div class="grow">
          <p class="lead">
            <a href=${link.shortUrl} target="_blank" rel="noreferrer">${link.shortUrl}</a>
          </p>
          <p class="leads">leads to <span>${link.target}</span></p>
          <p class="quiet">
            since ${day(link.createdAt)}, by ${link.createdBy}
            ${link.tags.map((tag) => html` <span class="tag">${tag}</span>`)}
          </p>
          <a class="button" href=${at(`why/links/${this.subject()}`)}>Its story</a>
        </div>
      </section>
      ${this.clicks()} ${this.people()} ${this.history()}
      <link-rules
        .path=${(rest, query) => this.path(rest, query)}
        @changed=${this.load}
      ></link-rules>
      ${this.past
        ? nothing
        : html`<link-edit
            .link=${link}
            .tag=${this.tag}
            .path=${(rest) => this.path(rest)}
            @changed=${this.load}
          ></link-edit>`}`;
  }

  /** A retired link leads nowhere, and what happened to it is still known. */
  without() {
    if (!this.error) return html`<p role="status">Asking…</p>`;
    return html`<header class="head">
        <h1 tabindex="-1"><span class="quiet">${this.domain}/</span>${this.slug}</h1>
      </header>
      <p class="empty" role="status">${Page.sentence(this.error)}</p>
      ${this.error.status === 410 ? this.history() : nothing}`;
  }

  history() {
    return html`<link-past
      .subject=${this.subject()}
      .path=${(rest, query) => this.path(rest, query)}
      .link=${this.link}
      .tag=${this.tag}
      @changed=${this.load}
    ></link-past>`;
  }

  clicks() {
    const [name, , step] = this.span;
    return html`<div class="columns">
      ${this.past ? nothing : this.minutely()}
      <section class="card">
        <h2 class="with">
          Clicks per ${step}
          <span class="chips" role="group" aria-label="How far back">
            ${SPANS.map(
              (span) =>
                html`<button
                  type="button"
                  aria-pressed=${span[0] === name ? 'true' : 'false'}
                  @click=${() => {
                    this.span = span;
                    this.count();
                  }}
                >
                  ${span[0]}
                </button>`,
            )}
          </span>
        </h2>
        <time-chart bars label="Clicks per ${step}" .points=${this.series()}></time-chart>
        <p class="quiet small">
          About ${number(this.steps?.uniques)} different visitors;
          ${number(this.steps?.bots)} more visits by machines, ever, not counted.
        </p>
      </section>
    </div>`;
  }

  minutely() {
    return html`<section class="card">
      <h2>Clicks per minute, live</h2>
      <time-chart
        bars
        label="Clicks per minute over the last half hour"
        .points=${this.minutes()}
      ></time-chart>
    </section>`;
  }

  people() {
    const by = this.parts?.by ?? {};
    const countries = new Map((by.country ?? []).map((part) => [part.value, part.people]));
    const rules = (by.rule ?? []).map((part) => ({
      ...part,
      value: part.value === 'none' ? 'no rule' : `rule ${Number(part.value) + 1}`,
    }));
    return html`<section class="card" aria-label="Countries">
        <h2>Where they are</h2>
        <div class="where">
          <world-map .counts=${countries}></world-map>
          ${bars(by.country ?? [], { most: 8, names: 'country' })}
        </div>
      </section>
      <div class="columns thirds">
        ${this.part('Devices', by.device, by.os)} ${this.part('Browsers', by.browser)}
        ${this.part('Came from', by.referrer)}
        ${rules.length > 1 ? this.part('Led by', rules) : nothing}
      </div>`;
  }

  part(title, parts, more) {
    return html`<section class="card" aria-label=${title}>
      <h2>${title}</h2>
      ${bars(parts ?? [], { most: 6 })}
      ${more?.length ? html`<h3>Systems</h3>` : nothing}
      ${more?.length ? bars(more, { most: 6 }) : nothing}
    </section>`;
  }
}

customElements.define('link-page', LinkPage);
