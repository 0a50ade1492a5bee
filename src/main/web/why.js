import { html, nothing, svg } from 'lit';
import { ask, clock } from './api.js';
import { drawer } from './drawer.js';
import { Page } from './page.js';
import { graph, latency, layout, NODE } from './story.js';

const KINDS = {
  caller: 'asked by',
  command: 'command',
  event: 'event',
  attempt: 'attempt',
  due: 'due',
  dead: 'dead letter',
  more: '',
};
const COLOURS = 8;
const SHOWN = 20;

/** Stories as drawings: what led to an event, or to a thing, across all systems. */
class WhyPage extends Page {
  static properties = {
    what: {},
    stories: { state: true },
    shown: { state: true },
    error: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.shown = SHOWN;
  }

  willUpdate(changed) {
    if (changed.has('what')) this.load();
  }

  async load() {
    const event = /^[a-z-]+-\d+$/.test(this.what);
    const slash = this.what.indexOf('/');
    const path = event
      ? this.what
      : `${this.what.slice(0, slash)}/${encodeURIComponent(this.what.slice(slash + 1))}`;
    this.stories = undefined;
    this.error = undefined;
    try {
      const { value } = await ask(`/why/${path}`);
      // The newest first: who asks why mostly means what happened last.
      this.stories = event ? [value] : value.reverse();
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    return html`<header class="head">
        <h1 tabindex="-1">Why <span class="quiet">${this.what}</span></h1>
      </header>
      ${this.body()}`;
  }

  body() {
    if (this.error) {
      return html`<p class="empty" role="status">${Page.sentence(this.error)}</p>`;
    }
    if (!this.stories) return html`<p class="quiet" role="status">Asking the log…</p>`;
    const left = this.stories.length - this.shown;
    return html`<section class="card">
        <cause-drawing
          .stories=${this.stories.slice(0, this.shown)}
          .about=${this.what}
        ></cause-drawing>
      </section>
      ${left > 0
        ? html`<button type="button" @click=${() => (this.shown += SHOWN)}>
            Earlier ones (${left})
          </button>`
        : nothing}`;
  }
}

/** The drawing itself: nodes can be walked with the arrow keys and opened. */
class CauseDrawing extends Page {
  static properties = {
    stories: { attribute: false },
    about: {},
    width: { state: true },
    opened: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.width = 0;
    this.sized = new ResizeObserver(() => (this.width = this.clientWidth));
    this.sized.observe(this);
    this.escape = (event) => event.key === 'Escape' && this.opened && this.close();
    window.addEventListener('keydown', this.escape);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sized.disconnect();
    window.removeEventListener('keydown', this.escape);
  }

  open(node, event) {
    this.opener = event.currentTarget;
    this.opened = node;
    this.updateComplete.then(() => this.querySelector('.drawer button')?.focus());
  }

  close() {
    this.opened = undefined;
    this.opener?.focus();
  }

  key(node, event) {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.open(node, event);
      return;
    }
    const to = this.neighbour(node, event.key);
    if (to === undefined) return;
    event.preventDefault();
    this.querySelector(`[data-node="${to}"]`)?.focus();
  }

  /** Right goes to what followed, left to what it came from, up and down through all of them. */
  neighbour(node, key) {
    const { nodes } = this.drawn;
    if (key === 'ArrowLeft') return node.from;
    if (key === 'ArrowRight') return nodes.find((other) => other.from === node.id)?.id;
    if (key === 'ArrowDown') return nodes[node.id + 1]?.id;
    if (key === 'ArrowUp') return nodes[node.id - 1]?.id;
    return undefined;
  }

  render() {
    if (!this.width || !this.stories) return nothing;
    const { nodes, systems } = graph(this.stories);
    this.systems = systems;
    this.drawn = layout(nodes, this.width);
    const { width, height, top, edges } = this.drawn;
    return html`<ul class="legend" aria-label="Systems">
        ${systems.map((name) => html`<li class=${this.hue(name)}>${name}</li>`)}
      </ul>
      <div class="scroll">
        <svg
          width=${width}
          height=${height}
          viewBox="-1 ${top - 1} ${width} ${height}"
          role="group"
          aria-label="What followed from what"
        >
          ${edges.map((edge) => this.edge(edge))}
          ${this.drawn.nodes.map((node) => this.node(node))}
        </svg>
      </div>
      ${this.opened
        ? drawer(this.opened.opens, () => this.close(), { why: this.another(this.opened) })
        : nothing}`;
  }

  /** Whether an event may be asked about by itself: not the one this drawing is about. */
  another(node) {
    return Boolean(node.opens.position) && node.opens.position !== this.about;
  }

  hue(system) {
    return `c${this.systems.indexOf(system) % COLOURS}`;
  }

  edge(edge) {
    const says = edge.line ? cut(edge.line, edge.room, 11) : '';
    return svg`<path class="edge" d=${edge.path}></path>
      <text class="line" x=${edge.x} y=${edge.y}>${says}</text>`;
  }

  node(node) {
    const room = node.width - 28;
    const says = [KINDS[node.kind], node.system].filter(Boolean).join(' · ');
    const when = node.time && node.kind !== 'due' ? clock(node.time) : '';
    const foot = node.note || [when, latency(node.late), node.about].filter(Boolean).join('  ');
    const happened = node.kind !== 'caller' && node.kind !== 'command';
    const asked = happened && node.opens.position === this.about;
    return svg`<g
      class="node ${node.kind} ${node.system ? this.hue(node.system) : ''} ${asked ? 'asked' : ''}"
      transform="translate(${node.x} ${node.y})"
      role="button"
      tabindex="0"
      data-node=${node.id}
      aria-label="${says}: ${node.title}. ${node.line ? `By the line ${node.line}.` : ''} ${foot}"
      @click=${(e) => this.open(node, e)}
      @keydown=${(e) => this.key(node, e)}
    >
      <title>${node.title}${node.note ? `: ${node.note}` : ''}</title>
      <rect class="back" width=${node.width} height=${NODE.height} rx="10"></rect>
      <rect class="mark" width="5" height=${NODE.height - 20} x="8" y="10" rx="2.5"></rect>
      <text class="kind" x="22" y="17">${cut(says, room, 10.5)}</text>
      <text class="title" x="22" y="34">${cut(node.title, room, 13.5)}</text>
      <text class="foot" x="22" y="50">${cut(foot, room, 10.5)}</text>
    </g>`;
  }
}

const canvas = document.createElement('canvas').getContext('2d');

/** As much of a text as fits, measured; SVG cannot do that by itself. */
function cut(text, room, size) {
  canvas.font = `${size > 12 ? 600 : 400} ${size}px system-ui, sans-serif`;
  if (canvas.measureText(text).width <= room) return text;
  let end = text.length;
  while (end > 1 && canvas.measureText(`${text.slice(0, end)}…`).width > room) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

customElements.define('why-page', WhyPage);
customElements.define('cause-drawing', CauseDrawing);
