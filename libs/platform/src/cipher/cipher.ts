import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PlatformSettings } from '../settings.js';

interface Suite {
  readonly id: number;
  seal(plain: Buffer, context: Buffer): Buffer;
  open(sealed: Buffer, context: Buffer): Buffer;
}

const ivBytes = { gcm: 12, ctr: 16 };
const tagBytes = { gcm: 16, hmac: 32 };

class AesGcm implements Suite {
  readonly id = 1;
  constructor(private readonly key: Buffer) {}

  seal(plain: Buffer, context: Buffer): Buffer {
    const iv = randomBytes(ivBytes.gcm);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(context);
    const text = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]);
  }

  open(sealed: Buffer, context: Buffer): Buffer {
    const iv = sealed.subarray(0, ivBytes.gcm);
    const tag = sealed.subarray(ivBytes.gcm, ivBytes.gcm + tagBytes.gcm);
    const decipher = createDecipheriv('aes-256-gcm', this.key, iv).setAAD(context).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes.gcm + tagBytes.gcm)), decipher.final()]);
  }
}

/** The national suite: SM4 (GM/T 0002) in counter mode, encrypt-then-MAC with HMAC over SM3 (GM/T 0004). */
class Sm4Sm3 implements Suite {
  readonly id = 2;
  constructor(
    private readonly key: Buffer,
    private readonly macKey: Buffer,
  ) {}

  seal(plain: Buffer, context: Buffer): Buffer {
    const iv = randomBytes(ivBytes.ctr);
    const cipher = createCipheriv('sm4-ctr', this.key, iv);
    const text = Buffer.concat([iv, cipher.update(plain), cipher.final()]);
    return Buffer.concat([this.mac(text, context), text]);
  }

  open(sealed: Buffer, context: Buffer): Buffer {
    const text = sealed.subarray(tagBytes.hmac);
    const isGenuine = timingSafeEqual(sealed.subarray(0, tagBytes.hmac), this.mac(text, context));
    if (!isGenuine) throw new Error('the ciphertext was changed');
    const decipher = createDecipheriv('sm4-ctr', this.key, text.subarray(0, ivBytes.ctr));
    return Buffer.concat([decipher.update(text.subarray(ivBytes.ctr)), decipher.final()]);
  }

  private mac(text: Buffer, context: Buffer): Buffer {
    return createHmac('sm3', this.macKey).update(context).update(Buffer.of(0)).update(text).digest();
  }
}

/**
 * One envelope for everything that must not lie open in the database: `[suite id][sealed bytes]`. The suite in force seals; any
 * known suite opens, so a change of suite needs no flag day. `context` names the column: a ciphertext moved elsewhere does not open.
 */
@Injectable()
export class Cipher {
  private readonly suites: ReadonlyMap<number, Suite>;
  private readonly current: Suite;
  private readonly lookupKey: Buffer;

  constructor(settings: PlatformSettings) {
    const derive = (purpose: string, bytes: number): Buffer =>
      Buffer.from(hkdfSync('sha256', settings.masterKey, '', `tidu/${purpose}`, bytes));
    const aes = new AesGcm(derive('aes-256-gcm', 32));
    const sm4 = new Sm4Sm3(derive('sm4-ctr', 16), derive('hmac-sm3', 32));
    this.suites = new Map<number, Suite>([
      [aes.id, aes],
      [sm4.id, sm4],
    ]);
    this.current = settings.cipherSuite === 'aes-256-gcm' ? aes : sm4;
    this.lookupKey = derive('lookup', 32);
  }

  seal(text: string, context: string): Buffer {
    return Buffer.concat([
      Buffer.of(this.current.id),
      this.current.seal(Buffer.from(text, 'utf8'), Buffer.from(context)),
    ]);
  }

  /** Throws where the bytes were changed, belong to another column, or name an unknown suite. */
  open(sealed: Buffer, context: string): string {
    const suite = this.suites.get(sealed[0] ?? -1);
    if (!suite) throw new Error('unknown cipher suite');
    return suite.open(sealed.subarray(1), Buffer.from(context)).toString('utf8');
  }

  /** A keyed digest by which an enciphered value can be looked up; equal values give equal digests within one context. */
  lookup(text: string, context: string): Buffer {
    return createHmac('sha256', this.lookupKey).update(context).update(Buffer.of(0)).update(text).digest();
  }
}
