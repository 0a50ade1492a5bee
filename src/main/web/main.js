import { LitElement, css, html } from 'lit';
import './style.css';

/** The front page: says that the house stands, and asks it whether it is ready. */
class MainStem extends LitElement {
  static properties = { health: { state: true } };

  static styles = css`
    h1 {
      font-weight: 600;
    }
  `;

  constructor() {
    super();
    this.health = 'asking';
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      const answer = await fetch('/health/ready');
      this.health = answer.ok ? 'ready' : 'not ready';
    } catch {
      this.health = 'not reachable';
    }
  }

  render() {
    return html`<h1>Mainstem</h1>
      <p>The house is <strong role="status">${this.health}</strong>.</p>`;
  }
}

customElements.define('main-stem', MainStem);
