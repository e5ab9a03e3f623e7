// Starts Tidu on this machine: `npm run up -- --help`. Written so that an older Node.js can read it and say so.
import { requireNode } from './runtime/node-version.mjs';

if (requireNode()) import('./runtime/up.mjs').then(({ up }) => up(process.argv.slice(2)));
