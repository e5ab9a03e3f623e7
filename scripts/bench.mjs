// Measures Tidu beside bare limits: `npm run bench -- --help`. Written so that an older Node.js can read it and say so.
import { requireNode } from './runtime/node-version.mjs';

if (requireNode()) import('./bench/bench.mjs').then(({ bench }) => bench(process.argv.slice(2)));
