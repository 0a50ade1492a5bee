import { html, nothing } from 'lit';
import { ask } from './api.js';
import { Page } from './page.js';
import { at } from './time.js';

const LOCAL = (time) => (time ? time.slice(0, 19) : '');

/** Changes one link, or retires it for good. Tells "changed" when it did. */
class LinkEdit extends Page {
  static properties = {
    link: { attribute: false },
    tag: {},
    path: { attribute: false },
    error: { state: true },
    saved: { state: true },
  };

  async save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const tags = form
      .get('tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    const patch = {
      title: form.get('title').trim() || null,
      tags: [...new Set(tags)],
      target: form.get('target').trim(),
      maxVisits: form.get('maxVisits') ? Number(form.get('maxVisits')) : null,
      validUntil: form.get('validUntil') ? `${form.get('validUntil')}Z` : null,
    };
    if (patch.target === this.link.target) delete patch.target;
    if (form.get('validUntil') === LOCAL(this.link.validUntil)) delete patch.validUntil;
    try {
      await ask(this.path(), { method: 'PATCH', body: patch, headers: { 'If-Match': this.tag } });
      this.error = undefined;
      this.saved = true;
      setTimeout(() => (this.saved = false), 2000);
      this.changed();
    } catch (error) {
      this.error = error;
    }
  }

  changed() {
    this.dispatchEvent(new Event('changed'));
  }

  async retire() {
    try {
      await ask(this.path(), { method: 'DELETE' });
      location.hash = at('links');
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const { link } = this;
    return html`<form class="card create" @submit=${this.save}>
        <h2>Change</h2>
        <div class="fields">
          ${this.field('target', 'Where it leads', link.target)}
          ${this.field('title', 'Title', link.title ?? '')}
          ${this.field('tags', 'Tags, by commas', link.tags.join(', '))}
          ${this.field('maxVisits', 'Most visits', link.maxVisits ?? '', 'number')}
          ${this.field(
            'validUntil',
            'Valid until (UTC)',
            LOCAL(link.validUntil),
            'datetime-local',
          )}
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
      <button
        type="button"
        @click=${() => {
          this.error = undefined;
          this.changed();
        }}
      >
        Show what it is now
      </button>
    </p>`;
  }

  field(name, label, value, type = 'text') {
    const wrong = this.error?.at?.(name);
    return html`<label class="field"
      >${label}
      <input
        name=${name}
        type=${type}
        .value=${String(value)}
        autocomplete="off"
        step=${type === 'datetime-local' ? 1 : nothing}
        aria-invalid=${wrong ? 'true' : 'false'}
      />
      <span class="says wrong">${wrong ?? ''}</span></label
    >`;
  }
}

customElements.define('link-edit', LinkEdit);
