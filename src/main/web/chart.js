import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { Page } from './page.js';

/** A line or bars over time that follow the width they are given and the colours of the page. */
class TimeChart extends Page {
  static properties = {
    points: { attribute: false },
    label: {},
    bars: { type: Boolean },
    height: { type: Number },
  };

  constructor() {
    super();
    this.points = [[], []];
    this.height = 160;
  }

  connectedCallback() {
    super.connectedCallback();
    this.sized = new ResizeObserver(() => this.plot?.setSize(this.size()));
    this.sized.observe(this);
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.redraw = () => this.draw();
    this.dark.addEventListener('change', this.redraw);
    window.addEventListener('theme', this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sized.disconnect();
    this.dark.removeEventListener('change', this.redraw);
    window.removeEventListener('theme', this.redraw);
    this.plot?.destroy();
  }

  size() {
    return { width: Math.max(120, this.clientWidth), height: this.height };
  }

  updated(changed) {
    if (!this.plot) this.draw();
    else if (changed.has('points')) this.plot.setData(this.points);
  }

  draw() {
    this.plot?.destroy();
    const style = getComputedStyle(this);
    const ink = style.getPropertyValue('--quiet').trim();
    const line = style.getPropertyValue('--accent').trim();
    const hours = (u, times) =>
      times.map((t) =>
        new Date(t * 1000).toLocaleTimeString('en', {
          hour12: false,
          hour: '2-digit',
          minute: '2-digit',
        }),
      );
    const axis = {
      stroke: ink,
      grid: { stroke: `${ink}33`, width: 1 },
      ticks: { show: false },
    };
    const series = {
      label: this.label,
      stroke: line,
      width: 2,
      fill: `${line}22`,
      points: { show: false },
    };
    if (this.bars) series.paths = uPlot.paths.bars({ size: [0.7, 28] });
    this.plot = new uPlot(
      {
        ...this.size(),
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (u, min, max) => [0, Math.max(4, (max ?? 0) * 1.1)] } },
        axes: [
          { ...axis, values: hours },
          { ...axis, size: 44 },
        ],
        series: [{}, series],
      },
      this.points,
      this,
    );
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', this.label);
  }
}

customElements.define('time-chart', TimeChart);
