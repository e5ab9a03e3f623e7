import { setMaxListeners } from 'node:events';
import { Interrupted } from './problem.mjs';

/** Signals that come within this time of the first are the same wish: a terminal and npm both pass Ctrl-C on. */
const SAME_WISH_MS = 2000;
const PARENT_CHECK_MS = 500;

/**
 * From the first line of a command to its last: knows when somebody asked it to stop, and ends in reverse order
 * what was begun.
 */
export class Lifetime {
  #stop = new AbortController();
  #hurry = new AbortController();
  /** @type {(() => Promise<void>)[]} */
  #closers = [];
  /** @type {Promise<void> | undefined} */
  #closing;
  #askedAt = 0;

  constructor() {
    setMaxListeners(0, this.signal, this.hurry);
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => this.ask());
    if (process.env.npm_lifecycle_event) this.#followParent();
  }

  /** Aborts when the command is to stop. */
  get signal() {
    return this.#stop.signal;
  }

  /** Aborts when it is to stop without waiting for anybody. */
  get hurry() {
    return this.#hurry.signal;
  }

  get isStopping() {
    return this.#stop.signal.aborted;
  }

  /** Somebody asks to stop; asked again later, what still runs is ended by force. */
  ask() {
    if (!this.isStopping) {
      this.#askedAt = performance.now();
      this.#stop.abort(new Interrupted());
    } else if (performance.now() - this.#askedAt > SAME_WISH_MS) {
      this.#hurry.abort(new Interrupted());
    }
  }

  /** @throws {Interrupted} when the command is to stop */
  check() {
    this.#stop.signal.throwIfAborted();
  }

  /** @param {() => Promise<void>} closer run when the command ends, the latest first */
  onClose(closer) {
    this.#closers.push(closer);
  }

  /** Ends what was begun. Never throws: a closer that fails must not keep the others from running. */
  close() {
    this.#closing ??= (async () => {
      this.#stop.abort(new Interrupted());
      for (const closer of this.#closers.reverse()) {
        await closer().catch((error) => process.stderr.write(`${error instanceof Error ? error.message : error}\n`));
      }
    })();
    return this.#closing;
  }

  /** Resolves when somebody has asked to stop. */
  async untilAsked() {
    if (this.isStopping) return;
    await new Promise((resolve) => this.signal.addEventListener('abort', () => resolve(undefined), { once: true }));
  }

  /**
   * npm runs this command through a shell. A shell that dies of the signal, or an npm that was killed, would leave
   * it behind without a word.
   */
  #followParent() {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && this.ask(), PARENT_CHECK_MS).unref();
  }
}

/**
 * Waits, or ends at once when the signal aborts.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} [signal]
 */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve(undefined);
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
