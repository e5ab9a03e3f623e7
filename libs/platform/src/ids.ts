import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import { systemMilliseconds } from './clock/business-clock.js';

/** The system is asked for random bytes a page at a time: asked for each id, it takes longer than all the rest of the id. */
const page = new Uint8Array(4096);
const bytesOfId = 16;
let used = page.length;

function randomBytes(): Uint8Array {
  if (used === page.length) {
    randomFillSync(page);
    used = 0;
  }
  used += bytesOfId;
  return page.subarray(used - bytesOfId, used);
}

/** RFC 9562, 6.2, method 1: ids of one millisecond carry a counter that begins at random, so that they too sort by when they were made. */
let milliseconds = -Infinity;
let counter = 0;

/** A new id: UUIDv7, so that ids sort by the time they were made and indexes grow at one end. */
export function newId(): string {
  const random = randomBytes();
  const now = systemMilliseconds();
  if (now > milliseconds) {
    milliseconds = now;
    counter = new DataView(random.buffer, random.byteOffset).getUint32(6) & 0x7fff_ffff;
  } else {
    counter = (counter + 1) | 0;
    if (counter === 0) milliseconds += 1;
  }
  return v7({ random, msecs: milliseconds, seq: counter });
}
