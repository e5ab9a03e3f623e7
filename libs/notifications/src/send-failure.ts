/**
 * Why a mail did not go out, as far as it decides what happens next.
 *
 * - `refused`: the server will never take this mail to this address (RFC 5321, 4.2.1: 5yz is permanent).
 * - `later`: the server asks to come again (4yz: greylisting, a full mailbox).
 * - `unreachable`: there was no answer, or no room to write.
 * - `misconfigured`: the server does not take mail from us at all (credentials, TLS); somebody must mend it.
 */
export type FailureKind = 'refused' | 'later' | 'unreachable' | 'misconfigured';

export class SendFailure extends Error {
  override readonly name = 'SendFailure';

  constructor(
    readonly kind: FailureKind,
    /** Without any address: it is stored and logged. */
    readonly summary: string,
    cause: unknown,
  ) {
    super(`${kind}: ${summary}`, { cause });
  }
}

/** Minutes before each next attempt; when they are used up the mail is dead. */
const pauseMinutes: Readonly<Record<FailureKind, readonly number[]>> = {
  refused: [],
  later: [5, 15, 60, 240, 720],
  unreachable: [1, 2, 5, 15, 30, 60, 120, 240, 480],
  misconfigured: [10, 30, 60, 120, 240, 480],
};

/** The most attempts any mail is given, whatever goes wrong with it. */
export const maxAttempts = 1 + Math.max(...Object.values(pauseMinutes).map((pauses) => pauses.length));

/** How long to wait after so many attempts; `undefined` where there is no next one. */
export function pauseAfter(kind: FailureKind, attempts: number): number | undefined {
  return pauseMinutes[kind][attempts - 1];
}

/** What transports put onto their errors. */
interface TransportError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly permanent?: boolean;
}

const configurationCodes = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ETLS', 'EREQUIRETLS', 'ECONFIG', 'EPROXY']);
const connectionCodes = new Set([
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'EPROTOCOL',
  'ESTREAM',
  'EABORT',
  'EMAXLIMIT',
]);
/** A disk that is full or a folder that is away. */
const fileCodes = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'EMFILE', 'ENFILE']);
const aboutThisMail = /^(RCPT TO|DATA)/;

/** What an error of a transport means; `undefined` for an error that is none of a transport, a mistake of ours. */
export function failureOf(error: unknown): SendFailure | undefined {
  const { code, command, responseCode, permanent } = (error ?? {}) as TransportError;
  if (typeof code !== 'string') return undefined;
  const summary = [code, command, responseCode].filter((part) => part !== undefined).join(' ');
  if (configurationCodes.has(code)) return new SendFailure('misconfigured', summary, error);
  if (responseCode !== undefined) {
    if (!permanent) return new SendFailure('later', summary, error);
    // A 5yz to the greeting, to EHLO or to our sender is about us, not about this mail.
    return new SendFailure(aboutThisMail.test(command ?? '') ? 'refused' : 'misconfigured', summary, error);
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return new SendFailure('refused', summary, error);
  return connectionCodes.has(code) || fileCodes.has(code) ? new SendFailure('unreachable', summary, error) : undefined;
}
