import { html, nothing } from 'lit';
import { ask, clock, follow, number } from './api.js';
import { drawer } from './drawer.js';
import { Page } from './page.js';
import { at } from './time.js';

const KEPT = 500;
const PAST = 200;

/** Everything that happens, as it happens; one event opened beside it. */
class EventsPage extends Page {
  static properties = {
    position: {},
    journal: { state: true },
    words: { state: true },
    events: { state: true },
    paused: { state: true },
    link: { state: true },
    opened: { state: true },
    error: { state: true },
  };

  constructor() {
    super();
    this.journal = 'main';
    this.words = '';
    this.events = [];
    this.fresh = [];
    this.total = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.journal = this.position?.replace(/-\d+$/, '') || 'main';
    this.start();
    this.onkeydown = (event) => event.key === 'Escape' && this.opened && this.close();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  /** Begins a little in the past, or just before the event that is asked for. */
  async start() {
    this.stop?.();
    this.events = [];
    this.fresh = [];
    this.total = 0;
    try {
      if (this.past) return await this.look();
      const { value } = await ask('/house');
      this.names = value.journals.map((journal) => journal.name);
      const shown = value.journals.find((j) => j.name === this.journal)?.shown ?? 0;
      const wanted = Number(this.position?.match(/-(\d+)$/)?.[1] ?? shown);
      const after = Math.max(0, Math.min(shown - PAST, wanted - 1));
      this.stop = follow(`/house/events?journal=${this.journal}`, {
        after: `${this.journal}-${after}`,
        heard: (event) => this.heard(event.value),
        state: (state) => (this.link = state),
      });
    } catch (error) {
      this.link = 'waiting';
      this.error = error;
      if (!error.status || !this.past) setTimeout(() => this.isConnected && this.start(), 2000);
    }
  }

  /** Of an earlier moment: what had happened last by then. Nothing follows. */
  async look() {
    const { value: house } = await ask('/house');
    this.names = house.journals.filter((j) => 'last' in j).map((j) => j.name);
    if (!this.names.includes(this.journal)) this.journal = this.names[0] ?? 'main';
    const { value } = await ask(`/house/events/latest?journal=${this.journal}`);
    this.events = value;
    this.total = value.length;
    this.link = 'then';
    const wanted = value.find((event) => event.position === this.position);
    if (wanted) this.open(wanted);
  }

  /** Gathered and shown once a frame: a busy house must not drown its own page. */
  heard(event) {
    this.total++;
    this.fresh.push(event);
    if (this.fresh.length > KEPT) this.fresh.splice(0, this.fresh.length - KEPT);
    if (event.position === this.position) this.open(event);
    if (this.paused || this.drawing) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = undefined;
      this.show();
    });
  }

  show() {
    this.events = [...this.fresh.reverse(), ...this.events].slice(0, KEPT);
    this.fresh = [];
  }

  matching() {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return this.events;
    return this.events.filter((event) => {
      const text = `${event.name} ${event.caller} ${event.subjects.join(' ')}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }

  open(event) {
    this.opener = document.activeElement;
    this.opened = event;
    history.replaceState(null, '', at(`events/${event.position}`));
    this.updateComplete.then(() => this.querySelector('.drawer button')?.focus());
  }

  close() {
    this.opened = undefined;
    this.position = undefined;
    history.replaceState(null, '', at('events'));
    this.opener?.focus?.();
  }

  pause() {
    this.paused = !this.paused;
    if (!this.paused) this.show();
  }

  state() {
    if (this.past) return 'as it was';
    if (this.paused) return 'paused';
    return this.link === 'live' ? 'live' : 'connecting';
  }

  render() {
    const events = this.matching();
    return html` <header class="head">
        <h1 tabindex="-1">Events</h1>
        <p class="badge ${this.link === 'live' ? 'good' : 'wait'}" role="status">
          ${this.state()}
        </p>
      </header>
      <form class="bar" @submit=${(e) => e.preventDefault()}>
        <label
          >Journal
          <select
            @change=${(e) => {
              this.journal = e.target.value;
              this.position = undefined;
              this.start();
            }}
          >
            ${(this.names ?? ['main']).map(
              (name) => html`<option ?selected=${name === this.journal}>${name}</option>`,
            )}
          </select>
        </label>
        <label class="grow"
          >Only with these words
          <input
            type="search"
            placeholder="Shortened, links/spring, a caller…"
            .value=${this.words}
            @input=${(e) => (this.words = e.target.value)}
          />
        </label>
        <button
          type="button"
          ?disabled=${this.past}
          aria-pressed=${this.paused ? 'true' : 'false'}
          @click=${this.pause}
        >
          ${this.paused ? 'Go on' : 'Pause'}
        </button>
      </form>
      <p class="quiet count">
        ${number(this.total)} heard, the last ${number(this.events.length)} kept,
        ${number(events.length)} shown
      </p>
      ${events.length ? this.list(events) : this.empty()}
      ${this.opened ? drawer(this.opened, () => this.close()) : nothing}`;
  }

  list(events) {
    return html`<ol class="events">
      ${events.slice(0, 200).map(
        (event) =>
          html`<li>
            <button type="button" class="event" @click=${() => this.open(event)}>
              <code class="quiet">${event.position}</code>
              <time class="quiet">${clock(event.time)}</time>
              <strong>${event.name}</strong>
              <span class="subject">${event.subjects.join(', ')}</span>
              <span class="quiet who">${event.caller}</span>
            </button>
          </li>`,
      )}
    </ol>`;
  }

  empty() {
    if (this.past) {
      const says = this.error ? Page.sentence(this.error) : 'Nothing had happened yet.';
      return html`<div class="empty" role="status"><p>${says}</p></div>`;
    }
    return html`<div class="empty">
      <p>Nothing yet. Make something happen:</p>
      <pre>
curl ${location.origin}/links -H 'Content-Type: application/json' \\
  -d '{"target":"https://example.com"}'</pre>
    </div>`;
  }
}

customElements.define('events-page', EventsPage);
