import { html } from 'lit';

/** Minor units as people write them; the browser knows how many digits a currency has. */
export function money(minor, currency) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const { maximumFractionDigits } = format.resolvedOptions();
  return format.format(minor / 10 ** maximumFractionDigits);
}

/** Sold, held and what is left of all that is on hand. */
export function gauge({ onHand, reserved, sold }) {
  const part = (units) => `width:${onHand ? (100 * units) / onHand : 0}%`;
  return html`<div
    class="gauge"
    role="img"
    aria-label="${sold} sold, ${reserved} reserved of ${onHand}"
    title="${sold} sold, ${reserved} reserved of ${onHand}"
  >
    <i class="sold" style=${part(sold)}></i><i class="held" style=${part(reserved)}></i>
  </div>`;
}

/** What happened to an order, one event after the other; each leads to why it happened. */
export function saga(history) {
  return html`<ol class="saga">
    ${history.map(
      (event) =>
        html`<li>
          <a class="badge" href="#/why/${event.position}">${event.name.replace('checkout.', '')}</a>
        </li>`,
    )}
  </ol>`;
}
