import { Worker } from 'node:worker_threads';
import { type ReadingLimits, readingLimits } from './limits.js';
import type { OpenList, RowBatch } from './list-row.js';
import type { ReadingAnswer, ReadingTask } from './list-worker-protocol.js';
import { codeOf, tooLarge, UnreadableList } from './unreadable-list.js';

/**
 * Opens a list in a thread of its own, with its own heap and a time limit: a hostile file can neither block the event loop nor
 * take the server's memory. The consumer sets the pace; at most two batches are under way. Walking `batches` to the end, leaving
 * the loop or `close` ends the thread.
 * @throws UnreadableList here and while the batches are walked
 */
export async function openList(content: Uint8Array, limits: ReadingLimits = readingLimits): Promise<OpenList> {
  const thread = new ReadingThread(content, limits);
  try {
    const opened = await thread.ask();
    if (opened.kind !== 'opened') throw new Error(`unexpected answer ${opened.kind}`);
    const { kind: _, ...list } = opened;
    return { ...list, batches: batchesOf(thread), close: () => thread.end() };
  } catch (error) {
    await thread.end();
    throw error;
  }
}

async function* batchesOf(thread: ReadingThread): AsyncGenerator<RowBatch> {
  try {
    for (let answer = await thread.ask(); answer.kind === 'batch'; answer = await thread.ask()) yield answer.batch;
  } finally {
    await thread.end();
  }
}

class ReadingThread {
  private readonly worker: Worker;
  private remainingMs: number;
  private failure: Error | undefined;
  private settle: ((answer: ReadingAnswer | undefined) => void) | undefined;

  constructor(
    content: Uint8Array,
    private readonly limits: ReadingLimits,
  ) {
    this.remainingMs = limits.readingMs;
    // A copy of its own to give away: a Buffer may be a window on memory that holds other things.
    const own = new Uint8Array(content);
    this.worker = new Worker(workerFile(), {
      workerData: { content: own, limits } satisfies ReadingTask,
      transferList: [own.buffer],
      resourceLimits: { maxOldGenerationSizeMb: limits.workerHeapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      // The thread needs neither the server's secrets nor its flags.
      env: {},
      execArgv: [],
    });
    this.worker.on('message', (answer: ReadingAnswer) => this.settle?.(answer));
    // May come while nobody asks, during the batch that is prepared ahead.
    this.worker.on('error', (error: Error) => {
      this.failure = error;
      this.settle?.(undefined);
    });
    this.worker.on('exit', () => {
      this.failure ??= new Error('the reading thread ended before its list');
      this.settle?.(undefined);
    });
  }

  /** The next answer. Only the time spent waiting here counts as reading time. */
  async ask(): Promise<ReadingAnswer> {
    const from = performance.now();
    const answer = await this.answerWithin(this.remainingMs);
    this.remainingMs -= performance.now() - from;
    if (answer === undefined) throw this.named(this.failure);
    if (answer.kind === 'unreadable') throw new UnreadableList(answer.reason, answer.params);
    return answer;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private async answerWithin(timeoutMs: number): Promise<ReadingAnswer | undefined> {
    if (this.failure !== undefined) return undefined;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.settle = resolve;
        timer = setTimeout(
          () => reject(new UnreadableList('too-slow', { allowedSeconds: Math.round(this.limits.readingMs / 1000) })),
          Math.max(0, timeoutMs),
        );
        this.worker.postMessage('next');
      });
    } finally {
      clearTimeout(timer);
      this.settle = undefined;
    }
  }

  private named(failure: Error | undefined): Error {
    if (codeOf(failure) === 'ERR_WORKER_OUT_OF_MEMORY') return tooLarge('workerHeapMb', this.limits.workerHeapMb);
    return failure ?? new Error('the reading thread gave no answer');
  }
}

/** Compiled, the thread's file lies beside this one. Run from TypeScript sources (tests), a starter compiles it while loading. */
function workerFile(): URL {
  const isCompiled = import.meta.url.endsWith('.js');
  return new URL(isCompiled ? './list.worker.js' : './from-sources.mjs', import.meta.url);
}
