import { LitElement } from 'lit';

/** A page, drawn into the document itself: one style sheet and one focus order serve all. */
export class Page extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** Shown where something went wrong. */
  static sentence(error) {
    return error.status ? error.message : 'The house cannot be reached; trying again.';
  }
}
