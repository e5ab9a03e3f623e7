import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { Problem } from './problem.mjs';

/** Below 32768, where Linux begins to hand out ports to outgoing connections. */
const LOWEST = 20000;
const HIGHEST = 30000;

/**
 * Whether a server could listen on 127.0.0.1 at this port now.
 *
 * @param {number} port
 * @returns {Promise<'free' | 'taken' | 'forbidden'>}
 */
export function portState(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve(error.code === 'EACCES' ? 'forbidden' : 'taken'),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve('free')));
  });
}

/**
 * A free port: the preferred one if it is, else any. Somebody may take it in the next moment, so whoever binds it
 * must be ready to ask again.
 *
 * @param {number} [preferred]
 */
export async function freePort(preferred) {
  if (preferred !== undefined && (await portState(preferred)) === 'free') return preferred;
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = randomInt(LOWEST, HIGHEST);
    if ((await portState(port)) === 'free') return port;
  }
  throw new Problem(
    `No free port was found on 127.0.0.1 between ${LOWEST} and ${HIGHEST}; end some servers and start again.`,
  );
}

/**
 * @param {number} port the page's
 * @throws {Problem} when it cannot be had
 */
export async function requirePort(port) {
  const state = await portState(port);
  if (state === 'forbidden') {
    throw new Problem(
      `This user may not listen on port ${port}; choose one above 1023 with "npm run up -- --port 3000".`,
    );
  }
  if (state === 'taken') throw portTaken(port);
}

/** @param {number} port */
export function portTaken(port) {
  const other = port < 65535 ? port + 1 : 3000;
  return new Problem(`Port ${port} is taken by another program; choose another with "npm run up -- --port ${other}".`);
}
