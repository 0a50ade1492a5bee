import { html, nothing } from 'lit';
import { ask, number } from './api.js';
import { live } from './payments-parts.js';
import { money } from './shop-parts.js';
import { Page } from './page.js';
import { at, moment } from './time.js';
import './payment-trial.js';

const ACTIONS = [
  ['', 'adds score'],
  ['allow', 'allows'],
  ['review', 'reviews'],
  ['block', 'blocks'],
];
const FRESH = { name: '', action: 'review', score: 10, when: '' };

/** What is suspicious: payments that wait for somebody, and rules, tried before they hold. */
class RiskPart extends Page {
  static properties = {
    reviews: { state: true },
    draft: { state: true },
    version: { state: true },
    changed: { state: true },
    saved: { state: true },
    trial: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.load();
    this.rules();
    if (!this.past) this.stop = live(() => this.load());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  async load() {
    try {
      this.reviews = (await ask('/payments/reviews?limit=50')).value;
    } catch (error) {
      this.error = error;
    }
  }

  async rules() {
    try {
      const { version, ...rules } = (await ask('/payments/risk/rules')).value;
      this.version = version;
      this.draft = rules;
      this.changed = false;
    } catch (error) {
      this.error = error;
    }
  }

  /** A changed draft; what was tried before is not about it any more. */
  put(change) {
    this.draft = { ...this.draft, ...change };
    this.changed = true;
    this.saved = false;
    this.trial = undefined;
    this.error = undefined;
  }

  rule(index, change) {
    const rules = this.draft.rules.map((each, i) => (i === index ? { ...each, ...change } : each));
    this.put({ rules });
  }

  /** As the house wants it: what is empty is absent. */
  get body() {
    const { rules, ...limits } = this.draft;
    const filled = (object) =>
      Object.fromEntries(Object.entries(object).filter(([, value]) => value !== ''));
    return { ...filled(limits), rules: rules.map(filled) };
  }

  async judge(id, verdict) {
    this.error = undefined;
    try {
      await ask(`/payments/reviews/${id}/${verdict}`, { method: 'POST', body: {} });
      await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  async attempt(days) {
    this.error = undefined;
    const since = new Date(Date.now() - days * 86_400_000).toISOString();
    try {
      const body = { ...this.body, since };
      this.trial = (await ask('/payments/risk/rules/try', { method: 'POST', body })).value;
    } catch (error) {
      this.error = error;
    }
  }

  async save() {
    this.error = undefined;
    try {
      await ask('/payments/risk/rules', { method: 'PUT', body: this.body });
      await this.rules();
      this.saved = true;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`${this.queue()} ${this.draft ? this.editor() : nothing}
      ${this.error ? html`<p class="wrong" role="alert">${this.trouble()}</p>` : nothing}
      ${this.trial ? html`<payment-trial .trial=${this.trial}></payment-trial>` : nothing}`;
  }

  queue() {
    if (!this.reviews) return html`<p class="quiet" role="status">Asking…</p>`;
    if (!this.reviews.length) {
      return html`<div class="empty rest"><p>No payment waits to be looked at.</p></div>`;
    }
    return html`<h2>To be looked at</h2>
      <ul class="lines reviews">
        ${this.reviews.map(
          ({ id, intent, amount, currency, score, rules, openedAt }) =>
            html`<li>
              <a href=${at(`payments/${intent}`)}><strong>${money(amount, currency)}</strong></a>
              <div>
                ${rules.join(', ') || 'its score'}
                <p class="quiet">score ${score}, ${moment(openedAt)}</p>
              </div>
              ${this.past ? nothing : this.verdicts(id)}
            </li>`,
        )}
      </ul>`;
  }

  verdicts(id) {
    return html`<span class="end">
      <button type="button" @click=${() => this.judge(id, 'approve')}>Approve</button>
      <button type="button" class="danger" @click=${() => this.judge(id, 'reject')}>
        Reject
      </button>
    </span>`;
  }

  trouble() {
    const [first] = this.error.body?.errors ?? [];
    const index = first?.pointer?.match(/^\/rules\/(\d+)/)?.[1];
    if (index === undefined) return Page.sentence(this.error);
    const says = first.detail ?? this.error.body.detail ?? this.error.message;
    return `Rule ${Number(index) + 1}: ${says}`;
  }

  editor() {
    const limit = (name, title) =>
      html`<label class="field"
        >${title}
        <input
          name=${name}
          type="number"
          min="1"
          max="100"
          placeholder="never"
          .value=${String(this.draft[name] ?? '')}
          @input=${({ target }) =>
            this.put({ [name]: target.value === '' ? '' : Number(target.value) })}
        />
      </label>`;
    return html`<section class="card" aria-label="Rules">
      <h2>
        Rules <span class="quiet">${this.version ? `version ${this.version}` : 'none yet'}</span>
      </h2>
      <fieldset ?disabled=${this.past}>
        <ol class="risk-rules">
          ${this.draft.rules.map((each, index) => this.line(each, index))}
        </ol>
        <div class="fields">
          ${limit('reviewAt', 'Reviewed from a score of')}
          ${limit('blockAt', 'Blocked from a score of')}
        </div>
        ${this.help()} ${this.past ? nothing : this.turns()}
      </fieldset>
    </section>`;
  }

  turns() {
    const add = () => this.put({ rules: [...this.draft.rules, FRESH] });
    return html`<div class="turns">
      <button type="button" @click=${add}>Add a rule</button>
      <button type="button" @click=${() => this.attempt(1)}>Try on a day</button>
      <button type="button" @click=${() => this.attempt(7)}>Try on a week</button>
      <button type="button" @click=${() => this.attempt(30)}>Try on a month</button>
      <button type="button" class="primary" ?disabled=${!this.changed} @click=${this.save}>
        Save rules
      </button>
      <span class="says free" role="status">${this.saved ? 'Saved.' : ''}</span>
    </div>`;
  }

  line({ name, action, score, when }, index) {
    const hits = this.trial?.rules[index]?.hits;
    const set = (key) => (event) => this.rule(index, { [key]: event.target.value });
    return html`<li>
      <input aria-label="Name" maxlength="60" .value=${name} @input=${set('name')} />
      <select aria-label="What it does" @change=${set('action')}>
        ${ACTIONS.map(
          ([id, title]) =>
            html`<option value=${id} ?selected=${id === (action ?? '')}>${title}</option>`,
        )}
      </select>
      <input
        aria-label="Score"
        type="number"
        min="0"
        max="100"
        .value=${String(score)}
        @input=${(event) => this.rule(index, { score: Number(event.target.value) })}
      />
      <input
        class="sentence"
        aria-label="When"
        maxlength="500"
        spellcheck="false"
        placeholder="attempts(card, 1h) > 3"
        .value=${when}
        @input=${set('when')}
      />
      <span class="quiet hits">${hits === undefined ? '' : `${number(hits)} hit`}</span>
      ${
        this.past
          ? nothing
          : html`<button
              type="button"
              class="plain"
              aria-label="Remove"
              @click=${() =>
                this.put({ rules: this.draft.rules.filter((each, i) => i !== index) })}
            >
              ×
            </button>`
      }
    </li>`;
  }

  help() {
    return html`<details>
      <summary>How rules are written</summary>
      <pre tabindex="0">
amount > 500.00 usd and card_country != billing_country
attempts(card, 1h) > 3 or declines(email, 1d) > 2 or cards(ip, 1d) >= 5
email in @friends or email_domain in @ours
not (currency in (usd, eur)) and email_age < 1d
email is unknown</pre
      >
      <p class="quiet">
        What is not known holds neither so nor otherwise. Allow wins over block, block over review;
        scores of all that hit add up.
      </p>
    </details>`;
  }
}

customElements.define('risk-part', RiskPart);
