import { html, svg } from 'lit';

const HOUR = 3_600_000;
const HOURS = 72;
const WIDTH = 96;
const HEIGHT = 24;

/** Three days of clicks, hour by hour, small enough to stand in a line of text. */
export function spark(steps, now) {
  const counts = hours(steps ?? [], now);
  const most = Math.max(...counts);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const x = (i) => ((i / (HOURS - 1)) * WIDTH).toFixed(1);
  const y = (count) => (HEIGHT - 2 - (count / (most || 1)) * (HEIGHT - 4)).toFixed(1);
  const line = counts.map((count, i) => `${x(i)},${y(count)}`).join(' ');
  const says = steps ? `${all} clicks in three days, at most ${most} an hour` : 'asking';
  return html`<svg
    class="spark"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    preserveAspectRatio="none"
    role="img"
    aria-label=${says}
  >
    <title>${says}</title>
    ${steps
      ? svg`<polygon points="0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}"></polygon>
          <polyline points=${line}></polyline>`
      : ''}
  </svg>`;
}

function hours(steps, now) {
  const last = Math.floor(now / HOUR);
  const counts = new Array(HOURS).fill(0);
  for (const step of steps) {
    const at = HOURS - 1 - (last - Math.floor(Date.parse(step.from) / HOUR));
    if (at >= 0 && at < HOURS) counts[at] = step.people;
  }
  return counts;
}
