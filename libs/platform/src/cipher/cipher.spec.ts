import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlatformSettings } from '../settings.js';
import { Cipher } from './cipher.js';

const masterKey = Buffer.alloc(32, 7);
const suites = ['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const;
const cipherOf = (cipherSuite: (typeof suites)[number], key = masterKey): Cipher =>
  new Cipher({ cipherSuite, masterKey: key } as PlatformSettings);

describe.each(suites)('cipher envelope with %s', (suite) => {
  const cipher = cipherOf(suite);

  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(cipher.open(cipher.seal(text, 'contact.phone'), 'contact.phone')).toBe(text);
      }),
    );
  });

  it('seals the same text differently each time, and shows nothing of it', () => {
    const text = '13800138000';
    const [one, two] = [cipher.seal(text, 'contact.phone'), cipher.seal(text, 'contact.phone')];
    expect(one.equals(two)).toBe(false);
    expect(one.includes(text)).toBe(false);
  });

  it('opens no ciphertext of which one bit was changed, wherever it is', () => {
    const sealed = cipher.seal('13800138000', 'contact.phone');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => cipher.open(changed, 'contact.phone')).toThrow();
    }
  });

  it('opens no ciphertext that was cut short', () => {
    const sealed = cipher.seal('13800138000', 'contact.phone');
    for (let length = 0; length < sealed.length; length++) {
      expect(() => cipher.open(sealed.subarray(0, length), 'contact.phone')).toThrow();
    }
  });

  it('opens no ciphertext of another column', () => {
    expect(() => cipher.open(cipher.seal('13800138000', 'contact.phone'), 'contact.email')).toThrow();
  });

  it('opens nothing under another master key', () => {
    const stranger = cipherOf(suite, Buffer.alloc(32, 8));
    expect(() => stranger.open(cipher.seal('13800138000', 'contact.phone'), 'contact.phone')).toThrow();
  });

  it('opens what the other suite sealed before a change of suite', () => {
    const other = cipherOf(suites.find((one) => one !== suite)!);
    expect(cipher.open(other.seal('13800138000', 'contact.phone'), 'contact.phone')).toBe('13800138000');
  });
});

describe('looking up an enciphered value', () => {
  const cipher = cipherOf('aes-256-gcm');

  it('gives equal digests for equal values of one column, whatever the suite', () => {
    const other = cipherOf('sm4-ctr-hmac-sm3');
    expect(cipher.lookup('13800138000', 'contact.phone')).toEqual(other.lookup('13800138000', 'contact.phone'));
  });

  it.each([
    ['another value', cipher.lookup('13800138001', 'contact.phone')],
    ['another column', cipher.lookup('13800138000', 'person.phone')],
    ['another key', cipherOf('aes-256-gcm', Buffer.alloc(32, 8)).lookup('13800138000', 'contact.phone')],
    ['a boundary that moved', cipher.lookup('e13800138000', 'contact.phon')],
  ])('gives another digest for %s', (_, digest) => {
    expect(digest.equals(cipher.lookup('13800138000', 'contact.phone'))).toBe(false);
  });
});
