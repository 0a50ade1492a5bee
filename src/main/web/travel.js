import { html, nothing } from 'lit';
import { ask } from './api.js';
import { Page } from './page.js';
import { asOf, moment, note, travel } from './time.js';

const DAY = 86_400_000;
const LONGEST = 30 * DAY;
const STEPS = 1000;
const AGO = [
  ['5 minutes ago', 5 * 60_000],
  ['An hour ago', 3_600_000],
  ['Yesterday', DAY],
  ['A week ago', 7 * DAY],
];

const local = (time) =>
  new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);

/** The one control of time: now, a moment of the last thirty days, or a position. */
class TimeTravel extends Page {
  static properties = {
    when: {},
    since: { state: true },
    now: { state: true },
    chosen: { state: true },
    wrong: { state: true },
  };

  constructor() {
    super();
    this.now = Date.now();
    this.since = this.now - LONGEST;
  }

  /** The slider begins where the log does: before that there was nothing. */
  async opened(event) {
    if (event.newState !== 'open') return;
    this.now = Date.now();
    this.wrong = undefined;
    const chosen = Date.parse(asOf());
    this.chosen = Number.isNaN(chosen) ? this.now : chosen;
    try {
      const { value } = await ask('/house', { now: true });
      this.since = Math.max(this.now - LONGEST, Date.parse(value.since ?? 0));
    } catch {
      this.since = this.now - LONGEST;
    }
  }

  go(to) {
    this.querySelector('.travel').hidePopover();
    travel(to);
  }

  /** The last step is now itself. */
  slide(event) {
    const step = Number(event.target.value);
    const time = Math.floor(this.since + ((this.now - this.since) * step) / STEPS);
    this.chosen = step === STEPS ? this.now : time;
  }

  slid() {
    this.go(this.chosen >= this.now ? '' : new Date(this.chosen).toISOString());
  }

  typed(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const position = form.get('position')?.trim();
    if (position && !/^[a-z-]+-\d+$/.test(position)) {
      this.wrong = 'A position reads like main-123.';
    } else if (position) {
      this.go(position);
    } else if (form.get('time')) {
      this.go(new Date(form.get('time')).toISOString());
    }
  }

  step() {
    const all = this.now - this.since || 1;
    return Math.round(((this.chosen ?? this.now) - this.since) / all * STEPS);
  }

  render() {
    const when = asOf();
    const time = Date.parse(when);
    const says = !when ? 'Now' : Number.isNaN(time) ? when : moment(time);
    return html`<button
        type="button"
        class="then ${when ? 'set' : ''}"
        popovertarget="travel"
        aria-label="Time: ${says}"
        title="Look at an earlier time"
      >
        <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
          <circle cx="8" cy="8" r="6.4" />
          <path d="M8 4.4V8l2.6 1.6" />
        </svg>
        <span>${when ? 'Then' : 'Now'}</span>
      </button>
      <div
        id="travel"
        class="travel"
        popover
        role="dialog"
        aria-label="Time"
        @toggle=${this.opened}
      >
        <h2>Look at the house as it was</h2>
        <label class="field"
          >${moment(this.chosen ?? this.now)}
          <input
            type="range"
            min="0"
            max=${STEPS}
            aria-label="Moment"
            aria-valuetext=${moment(this.chosen ?? this.now)}
            .value=${String(this.step())}
            @input=${this.slide}
            @change=${this.slid}
          />
        </label>
        <p class="ends quiet">
          <span>${moment(this.since)}</span><span>now</span>
        </p>
        <div class="chips">
          ${AGO.map(
            ([name, ago]) =>
              html`<button
                type="button"
                ?disabled=${this.now - ago < this.since}
                @click=${() => this.go(new Date(Date.now() - ago).toISOString())}
              >
                ${name}
              </button>`,
          )}
        </div>
        <form class="typed" @submit=${this.typed}>
          <label class="field"
            >A time
            <input name="time" type="datetime-local" step="1" max=${local(this.now)} />
          </label>
          <label class="field"
            >or a position
            <input name="position" placeholder="main-123" autocomplete="off" spellcheck="false" />
          </label>
          <button class="primary">Look</button>
        </form>
        <p class="wrong" role="alert">${this.wrong ?? ''}</p>
        ${when
          ? html`<button type="button" @click=${() => this.go('')}>Back to now</button>`
          : nothing}
      </div>`;
  }
}

/** Says, on every page, that one looks at the past, and how much of it is known. */
class PastBanner extends Page {
  static properties = { when: {}, told: { state: true }, error: { state: true } };

  willUpdate(changed) {
    if (changed.has('when')) this.look();
  }

  async look() {
    const when = this.when;
    this.told = undefined;
    this.error = undefined;
    if (!when) return;
    try {
      const { value } = await ask(`/house?asOf=${encodeURIComponent(when)}`);
      if (when !== this.when) return;
      if (value.time) note(when, value.time);
      this.told = value;
    } catch (error) {
      this.error = error;
    }
    this.dispatchEvent(new Event('known'));
  }

  render() {
    if (!this.when) return nothing;
    return html`<div class="past" role="status">
      <strong>The past.</strong> <span class="grow">${this.sentence()}</span>
      <button type="button" @click=${this.copy}>Copy link</button>
      <button type="button" @click=${() => travel('')}>Back to now</button>
    </div>`;
  }

  sentence() {
    if (this.error) return Page.sentence(this.error);
    if (!this.told) return 'Asking…';
    const wound = this.told.journals.filter((j) => 'last' in j);
    const all = wound.length === this.told.journals.length;
    const time = this.told.time ? moment(this.told.time) : 'the very beginning';
    const where = wound.map((j) => `${j.name}-${j.last}`).join(', ');
    const rest = all ? '' : ' Only this journal is wound back; others are shown as they are now.';
    return `As of ${time} (${where}).${rest} Nothing can be changed.`;
  }

  async copy(event) {
    const button = event.target;
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy link'), 1500);
  }
}

customElements.define('time-travel', TimeTravel);
customElements.define('past-banner', PastBanner);
