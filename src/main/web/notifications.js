import { html, nothing } from 'lit';
import { ask, clock, follow } from './api.js';
import { Page } from './page.js';
import { at } from './time.js';
import './broadcasts.js';
import './people.js';
import './webhooks.js';

const PARTS = [
  ['topics', 'Topics', () => html`<topics-part></topics-part>`],
  ['broadcasts', 'Broadcasts', (id) => html`<broadcasts-part chosen=${id}></broadcasts-part>`],
  ['people', 'People', (id) => html`<people-part person=${id}></people-part>`],
  ['webhooks', 'Webhooks', (id) => html`<webhooks-part endpoint=${id}></webhooks-part>`],
];
const SHOWN = 50;

/** Notifications, in four parts: each has an address of its own. */
class NotificationsPage extends Page {
  static properties = { part: {} };

  render() {
    const [name, id] = (this.part || 'topics').split('/');
    const [, , drawn] = PARTS.find(([part]) => part === name) ?? PARTS[0];
    return html`<header class="head"><h1 tabindex="-1">Notifications</h1></header>
      <nav class="parts" aria-label="Parts of notifications">
        ${PARTS.map(
          ([part, title]) =>
            html`<a
              href=${at(`notifications/${part}`)}
              aria-current=${part === name ? 'page' : 'false'}
              >${title}</a
            >`,
        )}
      </nav>
      ${drawn(id ?? '')}`;
  }
}

/** Says something to a topic, and shows what is said while one looks. */
class TopicsPart extends Page {
  static properties = {
    topics: { state: true },
    topic: { state: true },
    messages: { state: true },
    live: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.topic = '';
    this.messages = [];
    this.load();
    if (this.past) return;
    this.stop = follow('/notifications/topics/stream', {
      heard: ({ value }) => this.heard(value),
      state: (state) => (this.live = state),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  async load() {
    try {
      this.topics = (await ask('/notifications/topics?limit=100')).value;
      const first = this.topics.reduce((a, b) => (a && a.latest > b.latest ? a : b), undefined);
      if (!this.topic && first) this.choose(first.topic);
    } catch (error) {
      this.error = error;
    }
  }

  async choose(topic) {
    this.topic = topic;
    const path = `/notifications/topics/${encodeURIComponent(topic)}/messages?limit=${SHOWN}`;
    try {
      this.messages = (await ask(path)).value;
    } catch (error) {
      this.error = error;
    }
  }

  heard(message) {
    if (!this.topics?.some(({ topic }) => topic === message.topic)) {
      this.topics = [...(this.topics ?? []), { topic: message.topic, latest: message.n }];
    }
    if (!this.topic) this.topic = message.topic;
    if (message.topic !== this.topic || this.messages.some(({ id }) => id === message.id)) return;
    this.messages = [message, ...this.messages].slice(0, SHOWN);
  }

  async say(event) {
    event.preventDefault();
    const { target } = event;
    const form = new FormData(target);
    const topic = form.get('topic').trim();
    const body = { text: form.get('text').trim(), tags: [] };
    if (form.get('title').trim()) body.title = form.get('title').trim();
    if (form.get('priority')) body.priority = Number(form.get('priority'));
    if (form.get('at')) body.at = new Date(form.get('at')).toISOString();
    this.error = undefined;
    try {
      const path = `/notifications/topics/${encodeURIComponent(topic)}/messages`;
      const { value } = await ask(path, { method: 'POST', body });
      if (topic !== this.topic) await this.choose(topic);
      else if (value.n) this.heard(value);
      target.querySelector('[name=text]').value = '';
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`${this.past ? nothing : this.box()}
      <div class="bar">
        <label
          >Topic
          <select @change=${(event) => this.choose(event.target.value)}>
            ${(this.topics ?? []).map(
              ({ topic }) =>
                html`<option value=${topic} ?selected=${topic === this.topic}>${topic}</option>`,
            )}
          </select></label
        >
        ${this.past ? nothing : html`<span class="badge ${this.live === 'live' ? '' : 'wait'}">
          ${this.live ?? 'waiting'}
        </span>`}
      </div>
      ${this.list()}`;
  }

  box() {
    return html`<form class="card create" @submit=${this.say}>
      <div class="fields">
        <label class="field"
          >Topic
          <input
            name="topic"
            required
            pattern="[-_A-Za-z0-9]{1,64}"
            placeholder="alerts"
            .value=${this.topic}
        /></label>
        <label class="field">Title <input name="title" maxlength="200" /></label>
        <label class="field">Message <input name="text" required maxlength="4096" /></label>
      </div>
      <details>
        <summary>More</summary>
        <div class="fields">
          <label class="field"
            >Priority
            <select name="priority">
              <option value="">usual</option>
              <option value="1">1, least</option>
              <option value="2">2, low</option>
              <option value="4">4, high</option>
              <option value="5">5, most</option>
            </select></label
          >
          <label class="field">Not before <input name="at" type="datetime-local" /></label>
        </div>
      </details>
      <button class="primary">Send</button>
      ${
        this.error
          ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`
          : nothing
      }
    </form>`;
  }

  list() {
    if (!this.topics) return html`<p class="quiet" role="status">Asking…</p>`;
    if (!this.messages.length) {
      return html`<div class="empty"><p>Nothing was said here yet.</p></div>`;
    }
    return html`<ul class="lines" aria-live="polite">
      ${this.messages.map(
        ({ at: time, kind, notice, by, sequence }) => html`<li>
          <time class="quiet" datetime=${time}>${clock(time)}</time>
          <div>
            ${notice.title ? html`<strong>${notice.title}</strong>` : nothing}
            <p>${kind === 'says' ? notice.text : html`<em>${kind} ${sequence}</em>`}</p>
          </div>
          <span class="quiet end"
            >${
              notice.priority
                ? html`<span class="badge ${notice.priority > 3 ? 'bad' : ''}"
                    >priority ${notice.priority}</span
                  > `
                : nothing
            }${by}</span
          >
        </li>`,
      )}
    </ul>`;
  }
}

customElements.define('notifications-page', NotificationsPage);
customElements.define('topics-part', TopicsPart);
