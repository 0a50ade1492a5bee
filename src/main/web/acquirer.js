import { html, nothing } from 'lit';
import { ask, number } from './api.js';
import { Page } from './page.js';

/** What can be set: its name, its words, the most of it, and how it reads. */
const SLIDERS = [
  ['latencyMs', 'Takes so long to answer', 10_000, 100, (ms) => `${number(ms)} ms`],
  ['declines', 'Declines good cards', 10_000, 100, (share) => `${share / 100} %`],
  ['timeouts', 'Does it and does not answer', 10_000, 100, (share) => `${share / 100} %`],
  ['lost', 'Never hears of it', 10_000, 100, (share) => `${share / 100} %`],
];

/** Who moves the money; the simulator inside the house behaves as one wants. */
class AcquirerPart extends Page {
  static properties = {
    acquirer: { state: true },
    saved: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.acquirer = (await ask('/payments/simulator')).value;
    } catch (error) {
      this.error = error;
    }
  }

  async set(name, value) {
    const body = { ...this.acquirer.behaviour, [name]: value };
    this.error = undefined;
    this.saved = false;
    try {
      this.acquirer = (await ask('/payments/simulator', { method: 'POST', body })).value;
      this.saved = true;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const wrong = this.error
      ? html`<p class="wrong" role="alert">${Page.sentence(this.error)}</p>`
      : nothing;
    if (!this.acquirer) return html`${wrong}<p class="quiet" role="status">Asking…</p>`;
    const { acquirer, inHouse } = this.acquirer;
    return html`${wrong}
      <section class="card">
        <h2>
          ${acquirer}
          ${
            inHouse
              ? html`<span class="badge wait">a simulator, no money moves</span>`
              : html`<span class="badge">outside this house</span>`
          }
        </h2>
        ${
          inHouse
            ? this.sliders()
            : html`<p class="quiet">How it behaves is not for this house to say.</p>`
        }
      </section>`;
  }

  sliders() {
    return html`<p class="quiet">
        What is done and not answered is "unknown" until the house has asked what came of it; what
        was never heard of is tried again. Nothing is charged twice.
      </p>
      <fieldset ?disabled=${this.past}>
        <div class="sliders">${SLIDERS.map((each) => this.slider(each))}</div>
      </fieldset>
      <p class="says free" role="status">${this.saved ? 'Set, for payments from now on.' : ''}</p>`;
  }

  slider([name, title, most, step, reads]) {
    const value = this.acquirer.behaviour[name];
    const show = (event) => {
      event.target.parentElement.querySelector('output').textContent = reads(event.target.value);
    };
    return html`<label class="field"
      >${title} <output>${reads(value)}</output>
      <input
        type="range"
        name=${name}
        min="0"
        max=${most}
        step=${step}
        .value=${String(value)}
        @input=${show}
        @change=${(event) => this.set(name, Number(event.target.value))}
      />
    </label>`;
  }
}

customElements.define('acquirer-part', AcquirerPart);
