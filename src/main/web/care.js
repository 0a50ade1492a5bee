import { html, nothing } from 'lit';
import { ask, number } from './api.js';
import { Page } from './page.js';
import { at } from './time.js';

const OFTEN = 400;
const RARELY = 5000;

const mebibytes = (bytes) => `${((bytes ?? 0) / 1048576).toFixed(1)} MiB`;

/** Something the house does for a while: begun, watched and called off at one path. */
class Errand extends Page {
  static properties = {
    state: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    if (!this.past) this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  async look() {
    clearTimeout(this.timer);
    try {
      this.state = (await ask(this.path)).value;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
    // Where it is not there, or not for this key, asking again changes nothing.
    if (this.isConnected && !(this.error?.status < 500)) {
      this.timer = setTimeout(() => this.look(), this.runs() ? OFTEN : RARELY);
    }
  }

  runs() {
    return !this.ended().includes(this.state?.state);
  }

  async begin(body) {
    try {
      this.state = (await ask(this.path, { method: 'POST', body })).value;
      this.error = undefined;
    } catch (error) {
      this.error = error;
      return;
    }
    this.look();
  }

  async callOff() {
    await ask(this.path, { method: 'DELETE' }).catch((error) => (this.error = error));
    this.look();
  }

  /** What a card says that knows the present only. */
  onlyNow(title) {
    return html`<section class="card">
      <h2>${title}</h2>
      <p class="quiet">What this was like earlier is not kept; it is known of now only.</p>
    </section>`;
  }

  progress(label, done, of) {
    return html`<progress aria-label=${label} value=${done ?? 0} max=${Math.max(1, of ?? 1)}>
    </progress>`;
  }

  trouble() {
    if (!this.error) return nothing;
    return html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`;
  }
}

/** Proves the tables from the log. */
class VerifyCard extends Errand {
  path = '/house/verify';

  ended() {
    return ['never', 'sound', 'unsound', 'failed'];
  }

  render() {
    if (this.past) return this.onlyNow('Verify');
    const { state } = this;
    const runs = state && this.runs();
    return html`<section class="card" aria-label="Verify">
      <h2>Verify ${this.badge()}</h2>
      <p class="quiet">
        Makes every table anew from the log, beside the ones in use, and compares them row by row.
      </p>
      ${runs ? this.progress('Verifying', state.events, state.of) : nothing}
      <p class="says" role="status">${this.sentence()}</p>
      <p class="bar">
        ${runs
          ? html`<button type="button" @click=${this.callOff}>Call off</button>`
          : html`<button type="button" ?disabled=${!state} @click=${() => this.begin()}>
              Verify now
            </button>`}
      </p>
      ${this.trouble()} ${state?.tables ? this.tables(state) : nothing}
    </section>`;
  }

  badge() {
    const says = this.state?.state;
    if (!says || says === 'never') return nothing;
    const kind = { sound: 'good', unsound: 'bad', failed: 'bad' }[says] ?? 'wait';
    return html`<span class="badge ${kind}">${says}</span>`;
  }

  sentence() {
    const { state } = this;
    if (!state || state.state === 'never') return 'Not verified since the house was opened.';
    if (state.state === 'sound') {
      const rows = state.tables.reduce((sum, table) => sum + table.rows, 0);
      return `${number(rows)} rows of ${state.tables.length} tables say what the log says.`;
    }
    if (state.state === 'unsound') return 'The tables do not say what the log says.';
    if (state.state === 'failed') return state.reason ?? 'It was called off.';
    return `${number(state.events)} of ${number(state.of)} events`;
  }

  tables(state) {
    return html`<details ?open=${state.state === 'unsound'}>
      <summary>Tables</summary>
      <ul class="rows small">
        ${state.tables.map(
          (table) =>
            html`<li>
              <span class="dot ${table.same ? 'good' : 'bad'}"></span>
              <span>${table.table}</span>
              <span class="end quiet">${number(table.rows)} rows</span>
            </li>`,
        )}
      </ul>
      ${[...state.differences, ...state.broken].map(
        (each) => html`<pre tabindex="0">${JSON.stringify(each, null, 2)}</pre>`,
      )}
    </details>`;
  }
}

/** Copies the house while it runs. */
class BackupCard extends Errand {
  path = '/house/backup';

  ended() {
    return ['never', 'done', 'failed'];
  }

  render() {
    if (this.past) return this.onlyNow('Backup');
    return html`<section class="card" aria-label="Backup">
      <h2>Backup ${this.badge()}</h2>
      ${this.form()}
    </section>`;
  }

  badge() {
    const says = this.state?.state;
    if (!says || says === 'never') return nothing;
    const kind = { done: 'good', failed: 'bad' }[says] ?? 'wait';
    return html`<span class="badge ${kind}">${says}</span>`;
  }

  form() {
    const { state } = this;
    const runs = state && this.runs();
    return html`<p class="quiet">
        Copies the log and the tables while the house runs, into a directory of their own below the
        one set aside for backups.
      </p>
      ${runs ? this.progress('Copying', state.bytes, state.of) : nothing}
      <p class="says" role="status">${this.sentence()}</p>
      <form
        class="bar"
        @submit=${(e) => {
          e.preventDefault();
          const to = new FormData(e.target).get('to').trim();
          this.begin(to ? { to } : {});
        }}
      >
        <label class="grow"
          >Name (optional)
          <input name="to" placeholder="the time, if empty" autocomplete="off" />
        </label>
        <button ?disabled=${!state || runs}>Back up now</button>
      </form>
      ${this.trouble()}`;
  }

  sentence() {
    const { state } = this;
    if (!state || state.state === 'never') return 'Never since the house was opened.';
    if (state.state === 'failed') return state.reason ?? 'It failed.';
    const size = `${mebibytes(state.bytes)} of ${mebibytes(state.of)}`;
    if (state.state === 'done') {
      const upTo = Object.entries(state.position).map(([journal, last]) => `${journal}-${last}`);
      return `${mebibytes(state.of)} in ${state.to}, up to ${upTo.join(', ')}.`;
    }
    return `${size} to ${state.to}`;
  }
}

/** What could not be done at all, and can be tried again. */
class LetterCard extends Errand {
  path = '/house/dead-letters';

  ended() {
    return [undefined];
  }

  async again(letter) {
    const line = encodeURIComponent(letter.line);
    const path = `${this.path}/${letter.system}/${line}/${letter.position}`;
    try {
      await ask(path, { method: 'POST' });
    } catch (error) {
      this.error = error;
    }
    this.look();
  }

  render() {
    if (this.past) return this.onlyNow('Dead letters');
    return html`<section class="card" aria-label="Dead letters">
      <h2>Dead letters</h2>
      ${this.state?.length
        ? html`<ul class="rows">
            ${this.state.map((letter) => this.letter(letter))}
          </ul>`
        : html`<p class="quiet" role="status">
            ${this.state ? 'None: everything that was to be done was done.' : 'Asking…'}
          </p>`}
      ${this.trouble()}
    </section>`;
  }

  letter(letter) {
    return html`<li>
      <strong>${letter.system}: ${letter.line}</strong>
      <a href=${at(`why/${letter.position}`)}><code>${letter.position}</code></a>
      <span class="quiet">${letter.failed} attempts. ${letter.reason}</span>
      <button type="button" class="end" @click=${() => this.again(letter)}>Try again</button>
    </li>`;
  }
}

customElements.define('verify-card', VerifyCard);
customElements.define('backup-card', BackupCard);
customElements.define('letter-card', LetterCard);
