// Runs an operator's command on the Tidu that `npm run up` has started: `node scripts/cli.mjs sweep`.
import { requireNode } from './runtime/node-version.mjs';

if (requireNode()) import('./runtime/operator.mjs').then(({ operate }) => operate(process.argv.slice(2)));
