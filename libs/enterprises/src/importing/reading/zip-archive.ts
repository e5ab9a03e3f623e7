import { crc32, createInflateRaw } from 'node:zlib';
import type { ReadingLimits } from './limits.js';
import { codeOf, corrupt, tooLarge, UnreadableList } from './unreadable-list.js';

interface ZipEntry {
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
}

const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const locator64Mark = 0x07064b50;
const directoryMark = 0x02014b50;
const localMark = 0x04034b50;
const outsideCodes = new Set<string | undefined>(['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS']);
const sliceBytes = 64 * 1024;

/**
 * Reads a ZIP file that lies in memory, by its central directory (PKWARE APPNOTE 6.3, 4.3). Entries are unpacked on demand, in
 * slices, so that neither a lying size nor a bomb takes memory; what is unpacked is counted over all entries.
 */
export class ZipArchive {
  private unpackedBytes = 0;

  private constructor(
    private readonly content: Buffer,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
    private readonly limits: ReadingLimits,
  ) {}

  static open(content: Buffer, limits: ReadingLimits): ZipArchive {
    try {
      return new ZipArchive(content, readDirectory(content, limits), limits);
    } catch (error) {
      // Every offset comes from the file: one that points outside of it is what Buffer refuses.
      if (outsideCodes.has(codeOf(error))) throw corrupt('zip directory', error);
      throw error;
    }
  }

  has(name: string): boolean {
    return this.entries.has(keyOf(name));
  }

  /** The size the archive states; `read` refuses an entry that is longer. */
  bytesOf(name: string): number {
    return this.entries.get(keyOf(name))?.bytes ?? 0;
  }

  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(keyOf(name));
    if (entry === undefined) throw corrupt(`missing part ${name.slice(0, 100)}`);
    if (this.unpackedBytes + entry.bytes > this.limits.unpackedBytes) {
      throw tooLarge('unpackedBytes', this.limits.unpackedBytes);
    }
    let bytes = 0;
    let checksum = 0;
    for await (const slice of this.unpack(entry, name)) {
      bytes += slice.length;
      this.unpackedBytes += slice.length;
      if (this.unpackedBytes > this.limits.unpackedBytes) throw tooLarge('unpackedBytes', this.limits.unpackedBytes);
      checksum = crc32(slice, checksum);
      yield slice;
    }
    if (bytes !== entry.bytes || checksum !== entry.checksum) throw corrupt(`checksum of ${name}`);
  }

  private async *unpack(entry: ZipEntry, name: string): AsyncGenerator<Buffer> {
    const packed = this.packed(entry, name);
    if (entry.method === 0) {
      for (let at = 0; at < packed.length; at += sliceBytes) yield packed.subarray(at, at + sliceBytes);
      return;
    }
    if (entry.method !== 8) throw corrupt(`compression method ${entry.method}`);
    const inflate = createInflateRaw({ chunkSize: sliceBytes });
    inflate.end(packed);
    try {
      for await (const slice of inflate) yield slice as Buffer;
    } catch (error) {
      if (codeOf(error)?.startsWith('Z_') === true) {
        throw corrupt(`deflate stream of ${name}`, error);
      }
      throw error;
    }
  }

  private packed(entry: ZipEntry, name: string): Buffer {
    const { content } = this;
    const { headerAt } = entry;
    if (headerAt + 30 > content.length || content.readUInt32LE(headerAt) !== localMark) {
      throw corrupt(`local header of ${name}`);
    }
    const from = headerAt + 30 + content.readUInt16LE(headerAt + 26) + content.readUInt16LE(headerAt + 28);
    if (from + entry.packedBytes > content.length) throw corrupt(`truncated ${name}`);
    return content.subarray(from, from + entry.packedBytes);
  }
}

/** Part names are compared without case (ECMA-376-2, 6.2.2.3); some writers use the backslash. */
function keyOf(name: string): string {
  return name.replaceAll('\\', '/').toLowerCase();
}

function readDirectory(content: Buffer, limits: ReadingLimits): Map<string, ZipEntry> {
  const { count, directoryAt } = findDirectory(content);
  if (count > limits.archiveEntries) throw tooLarge('archiveEntries', limits.archiveEntries);
  const entries = new Map<string, ZipEntry>();
  let at = directoryAt;
  for (let n = 0; n < count; n++) {
    if (content.readUInt32LE(at) !== directoryMark) throw corrupt('zip directory');
    if ((content.readUInt16LE(at + 8) & 1) === 1) throw new UnreadableList('password-protected');
    const nameBytes = content.readUInt16LE(at + 28);
    const extraBytes = content.readUInt16LE(at + 30);
    const commentBytes = content.readUInt16LE(at + 32);
    const nameAt = at + 46;
    const extraAt = nameAt + nameBytes;
    const key = keyOf(content.toString('utf8', nameAt, extraAt));
    if (entries.has(key)) throw corrupt('two parts of one name');
    const [bytes, packedBytes, headerAt] = widen(
      [content.readUInt32LE(at + 24), content.readUInt32LE(at + 20), content.readUInt32LE(at + 42)],
      content.subarray(extraAt, extraAt + extraBytes),
    );
    entries.set(key, {
      method: content.readUInt16LE(at + 10),
      checksum: content.readUInt32LE(at + 16),
      packedBytes,
      bytes,
      headerAt,
    });
    at = extraAt + extraBytes + commentBytes;
  }
  return entries;
}

function findDirectory(content: Buffer): { count: number; directoryAt: number } {
  // The end record is 22 bytes and a comment of at most 65,535.
  const earliest = Math.max(0, content.length - 22 - 0xffff);
  for (let at = content.length - 22; at >= earliest; at--) {
    if (content.readUInt32LE(at) !== endMark) continue;
    if (at + 22 + content.readUInt16LE(at + 20) > content.length) continue;
    const count = content.readUInt16LE(at + 10);
    const directoryAt = content.readUInt32LE(at + 16);
    if (count !== 0xffff && directoryAt !== 0xffffffff) return { count, directoryAt };
    return findDirectory64(content, at - 20);
  }
  throw corrupt('no zip directory');
}

function findDirectory64(content: Buffer, locatorAt: number): { count: number; directoryAt: number } {
  if (content.readUInt32LE(locatorAt) !== locator64Mark) throw corrupt('zip64 locator');
  const at = Number(content.readBigUInt64LE(locatorAt + 8));
  if (content.readUInt32LE(at) !== end64Mark) throw corrupt('zip64 directory');
  return {
    count: Number(content.readBigUInt64LE(at + 32)),
    directoryAt: Number(content.readBigUInt64LE(at + 48)),
  };
}

type Sizes = [bytes: number, packedBytes: number, headerAt: number];

/** Replaces what does not fit 32 bits by the zip64 extra field, in the order of the fields (APPNOTE 4.5.3). */
function widen(sizes: Sizes, extra: Buffer): Sizes {
  if (!sizes.includes(0xffffffff)) return sizes;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let valueAt = at + 4;
    return sizes.map((size) => {
      if (size !== 0xffffffff) return size;
      const wide = Number(extra.readBigUInt64LE(valueAt));
      valueAt += 8;
      return wide;
    }) as Sizes;
  }
  throw corrupt('zip64 sizes');
}
