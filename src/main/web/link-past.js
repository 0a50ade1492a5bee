import { html, nothing } from 'lit';
import { ask, clock, day, number } from './api.js';
import { Page } from './page.js';
import { at, clockThen, moment } from './time.js';

const STEPS = 1000;
const SHOWN = 100;

/** Where did it lead on …? All that happened to a link, and the link at any moment of it. */
class LinkPast extends Page {
  static properties = {
    subject: {},
    path: { attribute: false },
    link: { attribute: false },
    tag: {},
    events: { state: true },
    step: { state: true },
    then: { state: true },
    error: { state: true },
  };

  constructor() {
    super();
    this.step = STEPS;
  }

  willUpdate(changed) {
    if (changed.has('subject') || changed.has('link')) this.load();
  }

  /** The newest come first. Whenever the link was changed here, there is one more. */
  async load() {
    if (this.link && this.seen === `${this.subject} ${this.tag}`) return;
    this.seen = `${this.subject} ${this.tag}`;
    const path = `/links/${encodeURIComponent(this.subject)}/history?limit=${SHOWN}`;
    try {
      this.events = (await ask(path)).value;
      this.now = clockThen();
      this.first = Date.parse(this.events.at(-1).time);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  time() {
    if (this.step === STEPS) return this.now;
    return this.first + ((this.now - this.first) * this.step) / STEPS;
  }

  slide(event) {
    this.step = Number(event.target.value);
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.look(this.time()), 120);
  }

  /** Just after an event, so that it is seen. */
  show(event) {
    const time = Date.parse(event.time) + 1;
    this.step = Math.round(((time - this.first) / (this.now - this.first || 1)) * STEPS);
    this.look(time, event.position);
  }

  async look(time, position) {
    const when = position ?? new Date(time).toISOString();
    const says = moment(time);
    try {
      const { value } = await ask(this.path('', { asOf: when }));
      this.then = { says, value };
    } catch (error) {
      this.then = { says, error };
    }
  }

  async restore(target) {
    try {
      const headers = this.tag ? { 'If-Match': this.tag } : {};
      await ask(this.path(), { method: 'PUT', body: { target }, headers });
      this.error = undefined;
      this.dispatchEvent(new Event('changed'));
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`<section class="card" aria-label="History">
      <h2>Where did it lead on …?</h2>
      ${this.events?.length ? this.slider() : nothing}
      ${this.error
        ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`
        : nothing}
      ${this.events ? this.list() : html`<p class="quiet" role="status">Asking…</p>`}
    </section>`;
  }

  slider() {
    const long = this.now - this.first || 1;
    return html`<div class="slider">
        <input
          type="range"
          min="0"
          max=${STEPS}
          aria-label="Moment in this link's history"
          aria-valuetext=${moment(this.time())}
          .value=${String(this.step)}
          @input=${this.slide}
        />
        <div class="ticks" aria-hidden="true">
          ${this.events.map(
            (event) =>
              html`<i
                style="left:${((100 * (Date.parse(event.time) - this.first)) / long).toFixed(2)}%"
              ></i>`,
          )}
        </div>
      </div>
      <p class="ends quiet"><span>${moment(this.first)}</span><span>${
        this.past ? 'then' : 'now'
      }</span></p>
      <div class="was" role="status">${this.was()}</div>`;
  }

  was() {
    if (!this.then) return html`<span class="quiet">Move the slider, or choose a change.</span>`;
    const { says, value, error } = this.then;
    if (error) return html`<strong>${says}</strong><span>${Page.sentence(error)}</span>`;
    return html`<strong>${says}</strong>
      <span
        >${value.retired ? 'was retired and led nowhere' : 'it led to'}
        <span class="address">${value.retired ? '' : value.target}</span></span
      >
      <span class="quiet">
        ${[value.title ?? 'no title', rules(value.rules), this.counted(value)].join(' · ')}
      </span>
      ${this.restorable(value.target)}`;
  }

  counted = (link) => `${number(link.clicks)} clicks`;

  restorable(target) {
    if (this.past || !this.link || this.link.target === target) return nothing;
    return html`<button type="button" @click=${() => this.restore(target)}>
      Restore this target
    </button>`;
  }

  list() {
    return html`<ol class="changes">
      ${this.events.map(
        (event) =>
          html`<li>
            <button type="button" class="plain-line" @click=${() => this.show(event)}>
              <time class="quiet">${day(event.time)}, ${clock(event.time)}</time>
              <strong>${event.name.replace(/^links\./, '')}</strong>
              <span class="address">${says(event)}</span>
              <span class="quiet">by ${event.caller}</span>
            </button>
            <a href=${at(`why/${event.position}`)} aria-label="Why ${event.position}">why</a>
          </li>`,
      )}
    </ol>`;
  }
}

const rules = (number) => `${number} rule${number === 1 ? '' : 's'}`;

/** What a change says, in a few words. */
function says({ name, payload }) {
  if (payload.target) return payload.target;
  if (name === 'links.RulesSet') return rules(payload.rules.length);
  if (name === 'links.Amended') return payload.notes?.title ?? '';
  return '';
}

customElements.define('link-past', LinkPast);
