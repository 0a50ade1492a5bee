import { html, nothing, svg } from 'lit';
import { number } from './api.js';
import { country } from './bars.js';
import { Page } from './page.js';

const WIDTH = 640;
const HEIGHT = 300;

/** The world, its countries the darker the more visitors they have. Loaded when first shown. */
class WorldMap extends Page {
  static properties = { counts: { attribute: false }, shapes: { state: true } };

  async connectedCallback() {
    super.connectedCallback();
    const { shapes } = await import('./countries.js');
    this.shapes = shapes(WIDTH, HEIGHT);
  }

  render() {
    if (!this.shapes) return nothing;
    const counts = this.counts ?? new Map();
    const most = Math.max(1, ...counts.values());
    const countries = [...counts.keys()].filter((code) => /^[A-Z]{2}$/.test(code)).length;
    return html`<svg
      class="world"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="World map: visitors from ${countries} countries"
    >
      ${this.shapes.map((shape) => this.land(shape, counts.get(shape.code) ?? 0, most))}
    </svg>`;
  }

  /** By the square root, or one country would leave all others pale. */
  land(shape, people, most) {
    const strength = people ? 0.2 + 0.8 * Math.sqrt(people / most) : 0;
    const name = shape.code ? country(shape.code) : '';
    return svg`<path
      d=${shape.path}
      class=${people ? 'visited' : 'land'}
      fill-opacity=${people ? strength.toFixed(2) : 1}
    ><title>${name}${people ? `: ${number(people)}` : ''}</title></path>`;
  }
}

customElements.define('world-map', WorldMap);
