import { html, nothing } from 'lit';
import { past } from './time.js';

/** The picture of a link's address; it is drawn of the present only. */
export function qr(link, size) {
  if (past() || link.retired) return nothing;
  const query = new URLSearchParams({ format: 'svg', size: String(size), margin: '6' });
  if (link.domain) query.set('domain', link.domain);
  return html`<img
    class="qr"
    src="/links/${encodeURIComponent(link.slug)}/qr-code?${query}"
    width=${size}
    height=${size}
    alt="QR code of ${link.shortUrl}"
  />`;
}
