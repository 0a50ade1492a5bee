import { html, nothing } from 'lit';
import { ask, number } from './api.js';
import { Page } from './page.js';

const DEVICES = ['android', 'ios', 'mobile', 'desktop', 'windows', 'macos', 'linux', 'chromeos'];
const BROWSERS = ['chrome', 'firefox', 'edge', 'safari', 'opera', 'android_browser'];

/** What a condition looks at: how it is called, and which of key and value it takes. */
const TYPES = {
  device: { says: 'Device is', choose: DEVICES },
  language: { says: 'Language is', hint: 'de or de-AT' },
  'geolocation-country-code': { says: 'Country is', hint: 'DE' },
  'geolocation-city-name': { says: 'City is', hint: 'Berlin' },
  browser: { says: 'Browser is', choose: BROWSERS },
  share: { says: 'A share of', hint: '0.5' },
  'query-param': { says: 'Query has', key: true, hint: 'value' },
  'any-value-query-param': { says: 'Query names', key: true, bare: true },
  'valueless-query-param': { says: 'Query has, empty,', key: true, bare: true },
  'ip-address': { says: 'Address is in', hint: '10.0.0.0/8' },
  'before-date': { says: 'Before', hint: '2026-12-24T00:00:00Z' },
  'after-date': { says: 'After', hint: '2026-12-24T00:00:00Z' },
};

/** The rules of a link: made, put in order, and tried on last week's visitors before they hold. */
class LinkRules extends Page {
  static properties = {
    path: { attribute: false },
    rules: { state: true },
    target: { state: true },
    trial: { state: true },
    changed: { state: true },
    saved: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      const { value } = await ask(this.path('/rules'));
      this.rules = value.rules;
      this.target = value.target;
    } catch (error) {
      this.error = error;
    }
  }

  /** A changed draft; what was tried before is not about it any more. */
  draft(rules) {
    this.rules = rules;
    this.changed = true;
    this.trial = undefined;
    this.error = undefined;
  }

  add() {
    const condition = { type: 'device', matchValue: 'mobile' };
    this.draft([...this.rules, { target: '', conditions: [condition] }]);
    this.updateComplete.then(() => [...this.querySelectorAll('.rule .target-of')].at(-1)?.focus());
  }

  with(index, change) {
    this.draft(this.rules.map((rule, i) => (i === index ? { ...rule, ...change } : rule)));
  }

  without(index) {
    this.draft(this.rules.filter((rule, i) => i !== index));
  }

  move(from, to) {
    const rules = [...this.rules];
    rules.splice(to, 0, ...rules.splice(from, 1));
    this.draft(rules);
    this.updateComplete.then(() => this.querySelectorAll('.rule .moves button')[to * 2]?.focus());
  }

  condition(index, number, change) {
    const { conditions } = this.rules[index];
    const changed = conditions.map((each, i) => (i === number ? change : each));
    this.with(index, { conditions: changed.filter(Boolean) });
  }

  async tryOut() {
    this.error = undefined;
    try {
      const path = this.path('/rules/try');
      this.trial = (await ask(path, { method: 'POST', body: { rules: this.rules } })).value;
    } catch (error) {
      this.error = error;
    }
  }

  async save() {
    try {
      const path = this.path('/rules');
      const { value } = await ask(path, { method: 'PUT', body: { rules: this.rules } });
      this.rules = value.rules;
      this.changed = false;
      this.error = undefined;
      this.saved = true;
      this.dispatchEvent(new Event('changed'));
      setTimeout(() => (this.saved = false), 2000);
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`<section class="card" aria-label="Rules">
      <h2>Rules <span class="quiet">the first that holds wins</span></h2>
      ${this.rules ? this.editor() : nothing}
      ${this.error
        ? html`<p class="wrong" role="alert">${this.trouble()}</p>`
        : nothing}
    </section>`;
  }

  /** Says which rule is to blame. */
  trouble() {
    const index = this.blamed();
    const says = this.error.body?.errors?.[0]?.detail ?? Page.sentence(this.error);
    return index === undefined ? says : `Rule ${index + 1}: ${says}`;
  }

  blamed() {
    const pointer = this.error?.body?.errors?.[0]?.pointer ?? '';
    const found = pointer.match(/^\/rules\/(\d+)/)?.[1];
    return found === undefined ? undefined : Number(found);
  }

  editor() {
    return html`<fieldset ?disabled=${this.past}>
      <ol class="rules">
        ${this.rules.map((rule, index) => this.rule(rule, index))}
      </ol>
      <p class="quiet">
        ${this.rules.length ? 'Everybody else' : 'Everybody'} is led to
        <span class="address">${this.target}</span> ${this.led(this.trial?.noRule)}
      </p>
      <div class="bar">
        <button type="button" @click=${this.add}>Add a rule</button>
        <button type="button" @click=${this.tryOut}>Try on last week's clicks</button>
        <button type="button" class="primary" ?disabled=${!this.changed} @click=${this.save}>
          Save rules
        </button>
        <span class="says free" role="status">${this.saved ? 'Saved.' : ''}</span>
      </div>
      ${this.trial ? this.tried(this.trial) : nothing}
    </fieldset>`;
  }

  rule(rule, index) {
    const last = this.rules.length - 1;
    return html`<li class="rule ${this.blamed() === index ? 'blamed' : ''}">
      <div class="moves">
        <button
          type="button"
          aria-label="Rule ${index + 1} earlier"
          ?disabled=${index === 0}
          @click=${() => this.move(index, index - 1)}
        >
          ↑
        </button>
        <button
          type="button"
          aria-label="Rule ${index + 1} later"
          ?disabled=${index === last}
          @click=${() => this.move(index, index + 1)}
        >
          ↓
        </button>
      </div>
      <div class="grow">
        ${rule.conditions.map((condition, i) => this.line(rule, index, condition, i))}
        <label class="leads-to"
          ><span>leads to</span>
          <input
            class="target-of"
            type="url"
            placeholder="https://example.com/for-them"
            .value=${rule.target}
            @input=${(e) => this.with(index, { target: e.target.value.trim() })}
          />
        </label>
        <div class="bar">
          <button
            type="button"
            class="small"
            @click=${() =>
              this.with(index, {
                conditions: [...rule.conditions, { type: 'language', matchValue: '' }],
              })}
          >
            And …
          </button>
          <button type="button" class="small danger" @click=${() => this.without(index)}>
            Remove
          </button>
          ${this.led(this.trial?.byRule[index])}
        </div>
      </div>
    </li>`;
  }

  led(people) {
    if (people === undefined) return nothing;
    return html`<strong class="led">${number(people)} last week</strong>`;
  }

  line(rule, index, condition, i) {
    const type = TYPES[condition.type];
    const set = (change) => this.condition(index, i, { ...condition, ...change });
    return html`<div class="condition">
      <select
        aria-label="What rule ${index + 1} looks at"
        @change=${(e) => this.condition(index, i, fresh(e.target.value))}
      >
        ${Object.entries(TYPES).map(
          ([name, each]) =>
            html`<option value=${name} ?selected=${name === condition.type}>
              ${each.says}
            </option>`,
        )}
      </select>
      ${type.key
        ? html`<input
            aria-label="Parameter"
            placeholder="parameter"
            .value=${condition.matchKey ?? ''}
            @input=${(e) => set({ matchKey: e.target.value })}
          />`
        : nothing}
      ${type.bare ? nothing : this.value(type, condition, set)}
      ${rule.conditions.length > 1
        ? html`<button
            type="button"
            class="small"
            aria-label="Without this condition"
            @click=${() => this.condition(index, i, undefined)}
          >
            ×
          </button>`
        : nothing}
    </div>`;
  }

  value(type, condition, set) {
    if (type.choose) {
      return html`<select
        aria-label="Value"
        @change=${(e) => set({ matchValue: e.target.value })}
      >
        ${type.choose.map(
          (value) =>
            html`<option ?selected=${value === condition.matchValue}>${value}</option>`,
        )}
      </select>`;
    }
    return html`<input
      aria-label="Value"
      placeholder=${type.hint}
      .value=${condition.matchValue ?? ''}
      @input=${(e) => set({ matchValue: e.target.value })}
    />`;
  }

  tried(trial) {
    const which = trial.all ? 'All' : 'The newest';
    const unsure = trial.unsure
      ? ` ${number(trial.unsure)} cannot be judged, for no address is kept.`
      : '';
    return html`<p class="trial" role="status">
      ${trial.visits
        ? html`${which} <strong>${number(trial.visits)}</strong> visits of last week:
            <strong>${number(trial.elsewhere)}</strong> would have gone elsewhere than they
            did.${unsure}`
        : 'Nobody followed this link last week.'}
    </p>`;
  }
}

/** A condition of another type, with the first value there is to choose. */
function fresh(type) {
  const { key, bare, choose } = TYPES[type];
  const condition = { type };
  if (key) condition.matchKey = '';
  if (!bare) condition.matchValue = choose?.[0] ?? '';
  return condition;
}

customElements.define('link-rules', LinkRules);
