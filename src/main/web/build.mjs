// Bundles the console into the folder named by the first argument, which it empties first.
import { build } from 'esbuild';
import { cp, rm } from 'node:fs/promises';

const out = process.argv[2];
if (!out) throw new Error('usage: node build.mjs OUT');

await rm(out, { recursive: true, force: true });
await build({
  entryPoints: ['main.js'],
  outdir: out,
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: true,
  sourcemap: 'linked',
  target: ['es2022'],
  legalComments: 'linked',
  logLevel: 'warning',
});
await cp('index.html', `${out}/index.html`);
await cp('static', out, { recursive: true });
