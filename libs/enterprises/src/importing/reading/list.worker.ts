import { parentPort, workerData } from 'node:worker_threads';
import type { ReadingAnswer, ReadingTask } from './list-worker-protocol.js';
import { readList } from './read-list.js';
import { UnreadableList } from './unreadable-list.js';

if (parentPort === null) throw new Error('list.worker runs in a worker thread only');
const port = parentPort;
const task = workerData as ReadingTask;

async function* answers(): AsyncGenerator<ReadingAnswer> {
  try {
    const { batches, close: _, ...opened } = await readList(task.content, task.limits);
    yield { kind: 'opened', ...opened };
    for await (const batch of batches) yield { kind: 'batch', batch };
    yield { kind: 'end' };
  } catch (error) {
    if (!(error instanceof UnreadableList)) throw error;
    yield { kind: 'unreadable', reason: error.reason, params: error.params };
  }
}

// One answer is prepared ahead, so that reading and storing overlap, and no more, so that a slow consumer holds reading back.
const reading = answers();
let next = reading.next();
port.on('message', () => {
  void next.then(({ value }) => {
    port.postMessage(value);
    next = reading.next();
  });
});
