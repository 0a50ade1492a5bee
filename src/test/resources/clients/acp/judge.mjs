// An agent made of the published documents alone, and all it tries: node judge.mjs HOUSE DOCUMENTS
import { steps } from './agent.mjs';
import './carts.mjs';
import './bank.mjs';
import './letters.mjs';

console.log(`${steps.length} steps: ${steps.join('; ')}`);
