import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { Page } from './page.js';

const DAYS = 2 * 86_400;
const MINUTE = 60;
const SHORT = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE);
const LONG = [1, 2, 5, 7, 10, 30].map((days) => days * 86_400);

/** A time of day, or the day itself where there are many. */
function label(time, { min, max }) {
  const words =
    max - min > DAYS
      ? { month: 'short', day: 'numeric' }
      : { hour12: false, hour: '2-digit', minute: '2-digit' };
  return new Date(time).toLocaleString('en', words);
}

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
    const hours = (u, times) => times.map((t) => label(t * 1000, u.scales.x));
    const steps = (u, side, min, max) => (max - min > DAYS ? LONG : SHORT);
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
    if (this.bars) {
      // No outline: where nothing was, nothing is drawn.
      const paths = uPlot.paths.bars({ size: [0.75, 28] });
      Object.assign(series, { paths, width: 0, fill: line });
    }
    this.plot = new uPlot(
      {
        ...this.size(),
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (u, min, max) => [0, Math.max(4, (max ?? 0) * 1.1)] } },
        axes: [
          { ...axis, values: hours, size: 28, space: 64, incrs: steps },
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
