// Runs what CI runs: `npm test`, or one suite of it. Written so that an older Node.js can read it and say so.
import { requireNode } from './runtime/node-version.mjs';

if (requireNode()) import('./runtime/test.mjs').then(({ test }) => test(process.argv.slice(2)));
