import { html, nothing } from 'lit';
import { ask, day, follow, number } from './api.js';
import { Page } from './page.js';
import { at } from './time.js';

const CHANNELS = ['ntfy', 'email', 'webhook'];

/** Opens broadcasts, after a look at whom they would reach, and shows how far they have come. */
class BroadcastsPart extends Page {
  static properties = {
    chosen: {},
    all: { state: true },
    plan: { state: true },
    progress: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  updated(changed) {
    if (changed.has('chosen')) this.watch();
  }

  async load() {
    try {
      this.all = (await ask('/notifications/broadcasts?limit=50')).value;
      if (!this.chosen && this.all.length) this.chosen = this.all[0].id;
    } catch (error) {
      this.error = error;
    }
  }

  async watch() {
    this.stop?.();
    this.progress = undefined;
    if (!this.chosen) return;
    const path = `/notifications/broadcasts/${this.chosen}/progress`;
    try {
      this.progress = (await ask(path)).value;
    } catch (error) {
      this.error = error;
    }
    if (this.past) return;
    this.stop = follow('/notifications/broadcasts/stream', {
      heard: ({ value }) => value.broadcast === this.chosen && this.advanced(value),
    });
  }

  advanced(progress) {
    this.progress = progress;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), 250);
  }

  words(form) {
    const data = new FormData(form);
    const channels = CHANNELS.filter((channel) => data.get(channel));
    return {
      audience: data.get('audience').trim(),
      scope: data.get('scope').trim() || 'news',
      channels: channels.length ? channels : CHANNELS,
      subject: data.get('subject').trim(),
      text: data.get('text').trim(),
      urgent: Boolean(data.get('urgent')),
    };
  }

  async look(event) {
    const { audience, scope, channels, urgent } = this.words(event.target.form);
    const query = new URLSearchParams({ audience, scope, channels: channels.join(',') });
    if (urgent) query.set('urgent', 'yes');
    this.error = undefined;
    try {
      this.plan = (await ask(`/notifications/broadcasts/plan?${query}`)).value;
    } catch (error) {
      this.plan = undefined;
      this.error = error;
    }
  }

  async open(event) {
    event.preventDefault();
    this.error = undefined;
    try {
      const body = this.words(event.target);
      const { value } = await ask('/notifications/broadcasts', { method: 'POST', body });
      this.plan = undefined;
      this.chosen = value.id;
      await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  async turn(what) {
    try {
      await ask(`/notifications/broadcasts/${this.chosen}/${what}`, { method: 'POST', body: {} });
      await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`${this.past ? nothing : this.box()} ${this.watched()} ${this.list()}`;
  }

  box() {
    return html`<form class="card create" @submit=${this.open}>
      <div class="fields">
        <label class="field"
          >Audience
          <input name="audience" required placeholder="sports and not plan:free" />
        </label>
        <label class="field">Subject <input name="subject" required maxlength="200" /></label>
        <label class="field">Text <input name="text" required maxlength="4096" /></label>
        <label class="field"
          >Kind of news <input name="scope" placeholder="news" pattern="[A-Za-z0-9_-]{1,64}"
        /></label>
      </div>
      <p class="checks">
        ${CHANNELS.map(
          (channel) =>
            html`<label><input type="checkbox" name=${channel} checked /> ${channel}</label>`,
        )}
        <label><input type="checkbox" name="urgent" /> in quiet hours too</label>
      </p>
      <button type="button" @click=${this.look}>Whom would it reach?</button>
      <button class="primary">Broadcast</button>
      ${
        this.error
          ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`
          : nothing
      }
      ${this.plan ? this.estimate(this.plan) : nothing}
    </form>`;
  }

  estimate({ people, matched, now, held, skipped }) {
    return html`<div class="made" role="status">
      <span>${number(matched)} of ${number(people)} people are meant.</span>
      ${this.counts(now, 'at once')} ${this.counts(held, 'after quiet hours')}
      ${this.counts(skipped, '')}
    </div>`;
  }

  counts(by, when) {
    return Object.entries(by ?? {}).map(
      ([name, n]) =>
        html`<span class="badge ${name.includes('/') ? 'wait' : ''}"
          >${name.replace('/', ': ')} ${number(n)} ${when}</span
        > `,
    );
  }

  watched() {
    const broadcast = this.all?.find(({ id }) => id === this.chosen);
    if (!broadcast || !this.progress) return nothing;
    const { deliveries, taken, failed, late, held, next, chunks, skipped } = this.progress;
    const over = taken + failed + late;
    const share = deliveries ? Math.round((100 * over) / deliveries) : next >= chunks ? 100 : 0;
    return html`<section class="card">
      <h2>${broadcast.subject}</h2>
      <p class="quiet">
        <span class="badge ${broadcast.state === 'cancelled' ? 'bad' : ''}"
          >${broadcast.state}</span
        >
        to <code>${broadcast.audience}</code>, by ${broadcast.by}
      </p>
      <progress max="100" value=${share} aria-label="Deliveries that are over">${share} %</progress>
      <p>
        ${number(taken)} of ${number(deliveries)} deliveries taken, ${number(failed)} failed,
        ${number(late)} no longer wanted, ${number(held)} held for quiet hours. Planned
        ${number(next)} of ${number(chunks)} chunks.
      </p>
      ${Object.keys(skipped).length ? html`<p>${this.counts(skipped, '')}</p>` : nothing}
      ${this.past ? nothing : this.turns(broadcast.state)}
    </section>`;
  }

  turns(state) {
    const may = {
      running: ['pause', 'cancel'],
      paused: ['resume', 'cancel'],
      scheduled: ['resume', 'cancel'],
    };
    return (may[state] ?? []).map(
      (what) =>
        html`<button type="button" @click=${() => this.turn(what)}>
          ${what === 'resume' && state === 'scheduled' ? 'begin now' : what}
        </button> `,
    );
  }

  list() {
    if (!this.all) return html`<p class="quiet" role="status">Asking…</p>`;
    if (!this.all.length) {
      return html`<div class="empty"><p>No broadcasts yet.</p></div>`;
    }
    return html`<ul class="lines">
      ${this.all.map(
        ({ id, subject, audience, state, openedAt }) => html`<li>
          <span class="quiet">${day(openedAt)}</span>
          <div>
            <a href=${at(`notifications/broadcasts/${id}`)}>${subject}</a>
            <p class="quiet"><code>${audience}</code></p>
          </div>
          <span class="badge end ${state === 'cancelled' ? 'bad' : ''}">${state}</span>
        </li>`,
      )}
    </ul>`;
  }
}

customElements.define('broadcasts-part', BroadcastsPart);
