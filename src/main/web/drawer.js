import { html, nothing } from 'lit';
import { at } from './time.js';

/** One event beside the page: its circumstances, its payload, and the way to why it happened. */
export function drawer(event, close, { why = true } = {}) {
  const { payload, subjects, dead, due, ...fields } = event;
  return html`<aside class="drawer" role="dialog" aria-label="Event ${event.position}">
    <header class="head">
      <h2>${event.name}</h2>
      <button type="button" @click=${close} aria-label="Close">Close</button>
    </header>
    ${why
      ? html`<p><a class="button" href=${at(`why/${event.position}`)}>Why this happened</a></p>`
      : nothing}
    <dl>
      ${Object.entries(fields).map(
        ([key, value]) =>
          html`<dt>${key}</dt>
            <dd><code>${value}</code></dd>`,
      )}
      ${subjects
        ? html`<dt>subjects</dt>
            <dd>${subjects.length ? subjects.map((s) => html`<code>${s}</code> `) : 'none'}</dd>`
        : nothing}
    </dl>
    ${open('Given up', dead)} ${open('Still to be done', due)}
    ${payload === undefined
      ? nothing
      : html`<h3>Payload</h3>
          <pre tabindex="0">${JSON.stringify(payload, null, 2)}</pre>`}
  </aside>`;
}

function open(title, errands) {
  if (!errands?.length) return nothing;
  return html`<h3>${title}</h3>
    <pre tabindex="0">${JSON.stringify(errands, null, 2)}</pre>`;
}
