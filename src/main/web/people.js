import { html, nothing } from 'lit';
import { ask } from './api.js';
import { Page } from './page.js';
import { at, moment } from './time.js';

const GOOD = ['taken', 'sending', 'waiting'];

/** People, and of one of them: what they were told, what they were not, and why. */
class PeoplePart extends Page {
  static properties = {
    person: {},
    all: { state: true },
    known: { state: true },
    told: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  updated(changed) {
    if (changed.has('person') && changed.get('person') !== undefined) this.load();
  }

  async load() {
    this.error = undefined;
    try {
      if (!this.person) {
        this.all = (await ask('/notifications/people?limit=100')).value;
        return;
      }
      const path = `/notifications/people/${encodeURIComponent(this.person)}`;
      this.known = (await ask(path)).value;
      this.told = (await ask(`${path}/deliveries?limit=100`)).value;
    } catch (error) {
      this.error = error;
    }
  }

  async tell(event) {
    event.preventDefault();
    const { target } = event;
    const form = new FormData(target);
    const body = { subject: form.get('subject').trim(), text: form.get('text').trim() };
    try {
      const path = `/notifications/people/${encodeURIComponent(this.person)}/tell`;
      await ask(path, { method: 'POST', body });
      target.reset();
      await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  async prefer(off, on) {
    const [scope, channel] = off.split(':');
    try {
      const path = `/notifications/people/${encodeURIComponent(this.person)}/preferences`;
      await ask(`${path}/${encodeURIComponent(scope)}/${channel}`, { method: 'PUT', body: { on } });
      await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  go(event) {
    event.preventDefault();
    const id = new FormData(event.target).get('id').trim();
    location.hash = at(`notifications/people/${encodeURIComponent(id)}`);
  }

  render() {
    return html`<form class="bar" @submit=${this.go}>
        <label class="grow"
          >Person <input name="id" required .value=${this.person ?? ''} placeholder="an id" />
        </label>
        <button>Look</button>
      </form>
      ${
        this.error
          ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`
          : nothing
      }
      ${this.person ? this.one() : this.list()}`;
  }

  list() {
    if (!this.all) return html`<p class="quiet" role="status">Asking…</p>`;
    const people = this.all.filter(({ forgotten }) => !forgotten);
    if (!people.length) {
      return html`<div class="empty">
        <p>Nobody yet. Tell the house of somebody with PUT /notifications/people/ID.</p>
      </div>`;
    }
    return html`<ul class="lines">
      ${people.map(
        ({ id, name, interests, zone }) => html`<li>
          <a href=${at(`notifications/people/${encodeURIComponent(id)}`)}>${id}</a>
          <div>${name ?? ''} <span class="quiet">${interests.join(', ')}</span></div>
          <span class="quiet end">${zone}</span>
        </li>`,
      )}
    </ul>`;
  }

  one() {
    if (!this.known || !this.told) return nothing;
    const { name, email, topic, zone, quiet, interests, off, suppressed } = this.known;
    return html`<section class="card">
        <h2>${name ?? this.person}</h2>
        <dl>
          <dt>Mail</dt>
          <dd>${email ?? 'none'}</dd>
          <dt>Topic</dt>
          <dd>${topic ?? 'none'}</dd>
          <dt>Zone</dt>
          <dd>${zone}${quiet ? `, quiet from ${quiet.from} to ${quiet.to}` : ''}</dd>
          <dt>Interests</dt>
          <dd>${interests.join(', ') || 'none'}</dd>
          <dt>Switched off</dt>
          <dd>
            ${off.map(
              (each) =>
                html`<span class="badge">${each}</span> ${
                  this.past
                    ? nothing
                    : html`<button
                        type="button"
                        class="plain"
                        @click=${() => this.prefer(each, true)}
                      >
                        switch on
                      </button>`
                } `,
            )}${off.length ? nothing : 'nothing'}
          </dd>
          ${
            suppressed.length
              ? html`<dt>Nothing gets through</dt>
                  <dd>${suppressed.join(', ')}</dd>`
              : nothing
          }
        </dl>
      </section>
      ${this.past ? nothing : this.box()} ${this.timeline()}`;
  }

  box() {
    return html`<form class="card create" @submit=${this.tell}>
      <div class="fields">
        <label class="field">Subject <input name="subject" required maxlength="200" /></label>
        <label class="field">Text <input name="text" required maxlength="4096" /></label>
      </div>
      <button class="primary">Tell</button>
    </form>`;
  }

  timeline() {
    if (!this.told.length) {
      return html`<div class="empty"><p>Nothing was told to this person.</p></div>`;
    }
    return html`<ul class="lines">
      ${this.told.map(
        (each) => html`<li>
          <time class="quiet">${each.decidedAt ? moment(each.decidedAt) : 'not decided'}</time>
          <div>
            <strong>${each.subject}</strong>
            <p class="quiet">${each.sentence}</p>
            ${each.audience ? this.terms(each) : nothing}
          </div>
          <span class="end">${this.channels(each)}</span>
        </li>`,
      )}
    </ul>`;
  }

  terms({ audience, terms }) {
    return html`<p class="quiet">
      <code>${audience}</code>:
      ${Object.entries(terms).map(
        ([term, holds]) =>
          html`<span class="badge ${holds ? '' : 'wait'}"
            >${term}: ${holds ? 'yes' : 'no'}</span
          > `,
      )}
    </p>`;
  }

  channels({ channels }) {
    return Object.entries(channels).map(
      ([channel, state]) =>
        html`<span class="badge ${GOOD.includes(state) ? '' : 'wait'}"
          >${channel}: ${state}</span
        > `,
    );
  }
}

customElements.define('people-part', PeoplePart);
