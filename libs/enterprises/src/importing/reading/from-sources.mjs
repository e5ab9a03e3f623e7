// Starts list.worker.ts where nothing is compiled: under Jest, whose own loader does not reach into worker threads.
import { register } from 'node:module';

register('./from-sources.hooks.mjs', import.meta.url);
await import('./list.worker.ts');
