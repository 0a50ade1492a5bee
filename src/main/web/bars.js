import { html, nothing } from 'lit';
import { number } from './api.js';

const regions = new Intl.DisplayNames('en', { type: 'region' });

/** Countries by their name; what is no code stays as it is. */
export function country(code) {
  return /^[A-Z]{2}$/.test(code) ? regions.of(code) : code;
}

/** Values and how many people had each, as bars; what is too much to show is one bar more. */
export function bars(parts, { most, names }) {
  const some = parts.filter((part) => part.people > 0);
  if (!some.length) return html`<p class="quiet">No visitors yet.</p>`;
  const all = some.reduce((sum, part) => sum + part.people, 0);
  const rest = some.slice(most);
  const others = rest.reduce((sum, part) => sum + part.people, 0);
  const name = names === 'country' ? country : (value) => value;
  return html`<ol class="bars">
    ${some.slice(0, most).map((part) => bar(name(part.value), part.people, all))}
    ${rest.length ? bar(`${rest.length} more`, others, all) : nothing}
  </ol>`;
}

function bar(name, people, all) {
  const share = (100 * people) / all;
  return html`<li>
    <span class="name" title=${name}>${name}</span>
    <span class="people">${number(people)}</span>
    <span class="quiet share">${share < 1 ? '<1' : Math.round(share)} %</span>
    <span class="bar-line" style="width:${share.toFixed(1)}%"></span>
  </li>`;
}
