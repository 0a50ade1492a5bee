import { html, nothing } from 'lit';
import { ask, clock, number } from './api.js';
import { Page } from './page.js';
import { at } from './time.js';
import './care.js';
import './chart.js';

const WINDOW = 120;

/** The house as a whole: whether it is well, how much happens, what is open. */
class HousePage extends Page {
  static properties = { house: { state: true }, error: { state: true }, rate: { state: true } };

  constructor() {
    super();
    // An empty past: the line begins at the right edge, the scale is two minutes at once.
    const now = Date.now() / 1000;
    const times = Array.from({ length: WINDOW }, (_, i) => now - WINDOW + i);
    this.rate = [times, times.map(() => null)];
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.past) this.lookThen();
    else this.look();
    if (!this.past) this.timer = setInterval(() => this.look(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async look() {
    try {
      const { value } = await ask('/house');
      const events = value.journals.reduce((sum, journal) => sum + journal.last, 0);
      const now = Date.now() / 1000;
      const first = !this.earlier;
      if (!first && now - this.earlier.now < 0.5) return;
      if (!first) {
        const perSecond = Math.max(0, (events - this.earlier.events) / (now - this.earlier.now));
        const [times, rates] = this.rate;
        this.rate = [[...times, now].slice(-WINDOW), [...rates, perSecond].slice(-WINDOW)];
      }
      this.earlier = { events, now };
      this.house = value;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  async lookThen() {
    try {
      this.house = (await ask('/house')).value;
    } catch (error) {
      this.error = error;
    }
  }

  /** Of an earlier moment only what the log keeps of it. */
  then() {
    const wound = this.house.journals.filter((journal) => 'last' in journal);
    return html`<header class="head">
        <h1 tabindex="-1">House</h1>
        <p class="badge wait" role="status">as it was</p>
      </header>
      <div class="figures">
        ${this.figure('Events by then', number(wound.reduce((sum, j) => sum + j.last, 0)))}
        ${wound.map((j) => this.figure(`In ${j.name}`, number(j.last)))}
      </div>
      <section class="card">
        <h2>What is not kept</h2>
        <p class="quiet">
          How busy the house was then, which doors were open and what was waiting is not kept; the
          log knows how far it had come. Events, links and stories are shown as they were.
        </p>
        <a class="button" href=${at('events')}>Events up to then</a>
      </section>
      ${this.care()}`;
  }

  care() {
    return html`<div class="columns">
      <verify-card></verify-card>
      <backup-card></backup-card>
      <letter-card></letter-card>
    </div>`;
  }

  render() {
    if (this.past && this.house) return this.then();
    if (!this.house)
      return html`<p class="quiet" role="status">
        ${this.error ? Page.sentence(this.error) : 'Asking the house…'}
      </p>`;
    const { house } = this;
    const now = this.rate[1].at(-1) ?? 0;
    const well = house.status === 'up' && !this.error;
    return html` <header class="head">
        <h1 tabindex="-1">House</h1>
        <p class="badge ${well ? 'good' : 'bad'}" role="status">
          ${this.error ? 'not reachable' : house.status}
        </p>
      </header>
      <div class="figures">
        ${this.figure('Events per second', number(Math.round(now)))}
        ${this.figure('Events in all', number(house.journals.reduce((sum, j) => sum + j.last, 0)))}
        ${this.figure('Systems', number(house.systems.length))}
        ${this.figure('Up since', clock(house.startedAt))}
      </div>
      <section class="card">
        <h2>Events per second</h2>
        <time-chart
          label="Events per second over the last two minutes"
          .points=${this.rate}
        ></time-chart>
      </section>
      <div class="columns">
        <section class="card">
          <h2>Systems</h2>
          <ul class="rows">
            ${house.systems.map((system) => this.system(system))}
          </ul>
        </section>
        <section class="card">
          <h2>Doors</h2>
          <ul class="rows">
            ${Object.entries(house.doors).map((door) => this.door(door))}
          </ul>
        </section>
      </div>
      <section class="card">
        <h2>Journals</h2>
        <ul class="rows">
          ${house.journals.map((journal) => this.journal(journal))}
        </ul>
      </section>
      ${this.care()}`;
  }

  figure(label, value) {
    return html`<div class="figure"><span>${label}</span><strong>${value}</strong></div>`;
  }

  system(system) {
    return html`<li>
      <span class="dot ${system.status === 'up' ? 'good' : 'bad'}"></span>
      <strong>${system.name}</strong>
      <span class="quiet end">${system.reason ?? `${number(system.waiting)} waiting`}</span>
    </li>`;
  }

  door([name, address]) {
    const open = typeof address === 'string';
    return html`<li>
      <span class="dot ${open ? 'good' : 'bad'}"></span>
      <strong>${name}</strong>
      <span class="end"
        >${open
            ? html`<code>${address.replace('http://', '')}</code>`
            : html`<span class="quiet">${address.down}</span>`}</span
      >
    </li>`;
  }

  journal(journal) {
    const lag = journal.last - journal.shown;
    const low = journal.health.diskLow
      ? html`<span class="badge bad">disk almost full</span>`
      : nothing;
    return html`<li>
      <strong>${journal.name}</strong>
      <span class="tag">${journal.promise}</span> ${low}
      <span class="quiet end">
        ${number(journal.last)} events · lag ${number(lag)} ·
        ${(journal.health.bytes / 1048576).toFixed(1)} MiB in ${journal.health.segments}
        segment${journal.health.segments === 1 ? '' : 's'}
      </span>
    </li>`;
  }
}

customElements.define('house-page', HousePage);
