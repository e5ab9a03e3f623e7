import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { codeOf, corrupt, tooLarge } from './unreadable-list.js';

export type XmlAttributes = Readonly<Record<string, string>>;

/** Called with local names: writers differ in the prefix, and the parts read here hold no second vocabulary of the same names. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  /** One text may come in several pieces. */
  text(piece: string): void;
}

/**
 * Parses one part as its bytes come; yields after each slice, so that the caller can pass on what the handler gathered.
 * A document type is refused: Office Open XML allows none (ECMA-376-2, 6.1.4), and it is where entity bombs live.
 */
export async function* parseXml(
  slices: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  maxDepth: number,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('error', (error) => {
    throw corrupt('markup in XML', error);
  });
  parser.on('doctype', () => {
    throw corrupt('document type in XML');
  });
  parser.on('opentag', (tag) => {
    if (++depth > maxDepth) throw tooLarge('xmlDepth', maxDepth);
    handler.open(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    depth--;
    handler.close(localName(tag.name));
  });
  parser.on('text', (piece) => handler.text(piece));
  parser.on('cdata', (piece) => handler.text(piece));

  let decoder: TextDecoder | undefined;
  for await (const slice of slices) {
    decoder ??= decoderFor(slice);
    const text = decode(decoder, slice);
    parser.write(text);
    yield;
  }
  const rest = decode(decoder ?? new TextDecoder('utf-8', { fatal: true }));
  parser.write(rest).close();
  yield;
}

/** For the small parts, of which only the outcome matters. */
export async function readXml(slices: AsyncIterable<Uint8Array>, handler: XmlHandler, maxDepth: number): Promise<void> {
  const parsing = parseXml(slices, handler, maxDepth);
  while (!(await parsing.next()).done);
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** Parts are UTF-8 or UTF-16 (ECMA-376-2, 6.1.4). */
function decoderFor(first: Uint8Array): TextDecoder {
  const isUtf16 = (first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff);
  if (!isUtf16) return new TextDecoder('utf-8', { fatal: true });
  return new TextDecoder(first[0] === 0xff ? 'utf-16le' : 'utf-16be', { fatal: true });
}

function decode(decoder: TextDecoder, slice?: Uint8Array): string {
  try {
    return slice === undefined ? decoder.decode() : decoder.decode(slice, { stream: true });
  } catch (error) {
    if (codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw corrupt('characters in XML', error);
    throw error;
  }
}
