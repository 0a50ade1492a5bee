import { html, nothing } from 'lit';
import { number } from './api.js';
import { money } from './shop-parts.js';
import { Page } from './page.js';
import { at, moment } from './time.js';

const COLOURS = { allow: '', review: 'wait', block: 'bad' };
const badge = (outcome) => html`<span class="badge ${COLOURS[outcome]}">${outcome}</span>`;

/** What past payments would have come to under rules that do not hold yet. */
class PaymentTrial extends Page {
  static properties = { trial: { attribute: false } };

  render() {
    const { attempts, since, all, before, after, caught, missed, wronged } = this.trial;
    const figure = (title, value, was) =>
      html`<div class="figure">
        <span>${title}</span><strong>${number(value)}</strong>
        ${was === undefined ? nothing : html`<span>now ${number(was)}</span>`}
      </div>`;
    return html`<section class="card" aria-label="Trial">
      <h2>
        ${all ? 'All' : 'The newest'} ${number(attempts)} attempts since ${moment(since)}
        <span class="quiet">nothing has changed yet</span>
      </h2>
      <div class="figures">
        ${figure('Would be blocked', after.blocked, before.blocked)}
        ${figure('Would be reviewed', after.reviewed, before.reviewed)}
        ${figure('Would be allowed', after.allowed, before.allowed)}
        ${figure('Fraud caught', caught)} ${figure('Fraud missed', missed)}
        ${figure('Good ones blocked', wronged)}
      </div>
      ${Object.entries(this.trial.money).map(
        ([currency, sums]) =>
          html`<p>
            ${money(sums.blocked, currency)} blocked, of which ${money(sums.taken, currency)} was
            taken and kept; ${money(sums.reviewed, currency)} reviewed.
          </p>`,
      )}
      ${this.examples()}
    </section>`;
  }

  examples() {
    if (!this.trial.examples.length) return nothing;
    return html`<ul class="rows">
      ${this.trial.examples.map(
        ({ intent, amount, currency, fraud, before, after }) =>
          html`<li>
            <a href=${at(`payments/${intent}`)}>${money(amount, currency)}</a>
            ${badge(before)} → ${badge(after.outcome)}
            ${fraud ? html`<span class="badge bad">was fraud</span>` : nothing}
            <span class="quiet">${after.rules.join(', ')}</span>
          </li>`,
      )}
    </ul>`;
  }
}

customElements.define('payment-trial', PaymentTrial);
