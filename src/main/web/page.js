import { LitElement } from 'lit';
import { past } from './time.js';

/** A page, drawn into the document itself: one style sheet and one focus order serve all. */
export class Page extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** Whether an earlier moment is looked at, in which nothing can be changed. */
  get past() {
    return past();
  }

  /** Shown where something went wrong. */
  static sentence(error) {
    if (!error.status) return 'The house cannot be reached; trying again.';
    return error.body?.detail ? `${error.message}: ${error.body.detail}` : error.message;
  }
}
