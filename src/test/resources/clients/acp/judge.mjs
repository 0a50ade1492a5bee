// An agent made of the published documents alone, and all it tries: node judge.mjs HOUSE DOCUMENTS
import { steps } from './agent.mjs';

// One after the other: modules that wait are else run at the same time.
for (const part of ['carts', 'bank', 'letters']) await import(`./${part}.mjs`);

console.log(`${steps.length} steps: ${steps.join('; ')}`);
