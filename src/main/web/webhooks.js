import { html, nothing } from 'lit';
import { ask, clock, follow } from './api.js';
import { Page } from './page.js';
import { at, moment } from './time.js';

/** What comes of an attempt is looked for so often. */
const OFTEN = 2000;

const COLOURS = { taken: '', 'given-up': 'bad' };

/** Endpoints of webhooks, and of one of them: what it was told, each attempt, and once more. */
class WebhooksPart extends Page {
  static properties = {
    endpoint: {},
    all: { state: true },
    deliveries: { state: true },
    attempts: { state: true },
    open: { state: true },
    secret: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.load();
    if (this.past) return;
    this.stop = follow('/notifications/messages/stream', { heard: () => this.later() });
    this.often = setInterval(() => this.later(), OFTEN);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    clearTimeout(this.timer);
    clearInterval(this.often);
  }

  updated(changed) {
    if (changed.has('endpoint') && changed.get('endpoint') !== undefined) this.load();
  }

  /** However much is sent, the list is asked for four times a second at most. */
  later() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.load();
    }, 250);
  }

  async load() {
    try {
      this.all = (await ask('/notifications/webhooks?limit=100')).value;
      if (!this.endpoint) return;
      const path = `/notifications/webhooks/${this.endpoint}/deliveries?limit=50`;
      this.deliveries = (await ask(path)).value;
      if (this.open) await this.look(this.open);
    } catch (error) {
      this.error = error;
    }
  }

  async look(message) {
    this.open = message;
    const { value } = await ask(`/notifications/messages/${message}/attempts?limit=100`);
    this.attempts = value.filter(({ endpoint }) => endpoint === this.endpoint);
  }

  async send(path, body) {
    this.error = undefined;
    try {
      const { value } = await ask(path, { method: 'POST', body });
      await this.load();
      return value;
    } catch (error) {
      this.error = error;
      return undefined;
    }
  }

  async add(event) {
    event.preventDefault();
    const { target } = event;
    const form = new FormData(target);
    const types = form
      .get('types')
      .split(',')
      .map((type) => type.trim())
      .filter(Boolean);
    const body = { url: form.get('url').trim(), types, ordered: Boolean(form.get('ordered')) };
    const made = await this.send('/notifications/webhooks', body);
    if (!made) return;
    this.secret = made.secret;
    target.reset();
  }

  async announce(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    try {
      const payload = JSON.parse(form.get('payload'));
      await this.send('/notifications/messages', { type: form.get('type').trim(), payload });
    } catch {
      this.error = new Error('This is not well-formed JSON');
    }
  }

  render() {
    return html`${this.past ? nothing : this.box()}
      ${
        this.error
          ? html`<p class="wrong" role="alert">
              ${this.error.status ? Page.sentence(this.error) : this.error.message}
            </p>`
          : nothing
      }
      ${this.list()} ${this.endpoint ? this.told() : nothing}`;
  }

  box() {
    return html`<form class="card create" @submit=${this.add}>
        <div class="fields">
          <label class="field"
            >Address <input name="url" type="url" required placeholder="https://example.com/hook"
          /></label>
          <label class="field"
            >Types, by commas; none for all <input name="types" placeholder="order.paid, user.*"
          /></label>
        </div>
        <p class="checks">
          <label><input type="checkbox" name="ordered" /> in order, for each key</label>
        </p>
        <button class="primary">Add endpoint</button>
        ${
          this.secret
            ? html`<p class="made">Its secret, shown once: <code>${this.secret}</code></p>`
            : nothing
        }
      </form>
      <form class="card create" @submit=${this.announce}>
        <div class="fields">
          <label class="field"
            >Type <input name="type" required placeholder="order.paid"
          /></label>
          <label class="field"
            >Payload <input name="payload" required placeholder='{"order":"7"}'
          /></label>
        </div>
        <button>Send to all that want it</button>
      </form>`;
  }

  list() {
    if (!this.all) return html`<p class="quiet" role="status">Asking…</p>`;
    if (!this.all.length) return html`<div class="empty"><p>No endpoints yet.</p></div>`;
    return html`<ul class="lines">
      ${this.all.map(
        ({ id, url, types, enabled, why, ordered }) => html`<li>
          <span class="badge ${enabled ? '' : 'bad'}">${enabled ? 'told' : 'disabled'}</span>
          <div>
            <a href=${at(`notifications/webhooks/${id}`)}>${url}</a>
            <p class="quiet">
              ${types.join(', ') || 'all types'}${ordered ? ', in order' : ''} ${why}
            </p>
          </div>
          <span class="end">${this.turns(id, enabled)}</span>
        </li>`,
      )}
    </ul>`;
  }

  turns(id, enabled) {
    if (this.past) return nothing;
    const day = new Date(Date.now() - 86_400_000).toISOString();
    return html`${
      enabled
        ? nothing
        : html`<button
            type="button"
            @click=${() => this.send(`/notifications/webhooks/${id}/enable`, {})}
          >
            Enable
          </button>`
    }
      <button
        type="button"
        class="plain"
        @click=${() => this.send(`/notifications/webhooks/${id}/replay`, { from: day })}
      >
        Replay a day
      </button>`;
  }

  told() {
    const to = this.all?.find(({ id }) => id === this.endpoint);
    if (!to || !this.deliveries) return nothing;
    return html`<h2>What ${to.url} was told</h2>
      <ul class="lines">
        ${this.deliveries.map(
          ({ message, state, tries, status, due, changedAt }) => html`<li>
            <time class="quiet">${clock(changedAt)}</time>
            <div>
              <button type="button" class="plain" @click=${() => this.look(message)}>
                <code>${message}</code>
              </button>
              <p class="quiet">
                ${tries} ${tries === 1 ? 'attempt' : 'attempts'}${status ? `, ${status}` : ''}${
                  due ? `, again ${moment(due)}` : ''
                }
              </p>
              ${this.open === message ? this.tries(message) : nothing}
            </div>
            <span class="badge end ${COLOURS[state] ?? 'wait'}">${state}</span>
          </li>`,
        )}
      </ul>`;
  }

  tries(message) {
    return html`<ol class="tries">
        ${(this.attempts ?? []).map(
          ({ number, status, tookMs, said, at: time }) =>
            html`<li value=${number}>
              ${moment(time)}: ${status || 'no answer'}, ${tookMs} ms, <code>${said}</code>
            </li>`,
        )}
      </ol>
      ${
        this.past
          ? nothing
          : html`<button
              type="button"
              @click=${() =>
                this.send(`/notifications/messages/${message}/resend`, { endpoint: this.endpoint })}
            >
              Send once more
            </button>`
      }`;
  }
}

customElements.define('webhooks-part', WebhooksPart);
