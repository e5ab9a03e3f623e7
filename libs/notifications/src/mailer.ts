import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { NotificationsSettings } from './notifications.settings.js';
import { failureOf } from './send-failure.js';

export interface Mail {
  /** The notification's id. Every sending of one notification bears the same Message-ID, by which a receiver knows a repeat. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

/** The way out of the house for mail. */
export abstract class Mailer implements OnApplicationShutdown {
  /** @throws SendFailure where the mail did not go out */
  abstract send(mail: Mail): Promise<void>;

  abstract onApplicationShutdown(): void;
}

/** An attempt ends within this time; the lease of a message that is being sent is longer. */
export const sendTimeoutMs = 60_000;

/** Sends through the mail server of the bureau. */
export class SmtpMailer extends Mailer {
  private readonly transport;

  constructor(
    url: string,
    private readonly settings: NotificationsSettings,
  ) {
    super();
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: 4,
      maxRequeues: 0,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 30_000,
      dnsTimeout: 10_000,
    });
  }

  override async send(mail: Mail): Promise<void> {
    const message = { ...composed(mail, this.settings), signal: AbortSignal.timeout(sendTimeoutMs) };
    await namingFailures(() => this.transport.sendMail(message));
  }

  override onApplicationShutdown(): void {
    this.transport.close();
  }
}

/** Writes `<data folder>/mail/<notification id>.eml`: a file that is there is whole, and one notification is one file. */
export class FileMailer extends Mailer {
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(private readonly settings: NotificationsSettings) {
    super();
  }

  override async send(mail: Mail): Promise<void> {
    const { message } = await this.composer.sendMail(composed(mail, this.settings));
    const folder = join(this.settings.dataFolder, 'mail');
    const draft = join(folder, `.${mail.id}.${randomUUID()}.tmp`);
    await namingFailures(async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        await writeFile(draft, message as Buffer, { mode: 0o600, flush: true });
        await rename(draft, join(folder, `${mail.id}.eml`));
      } finally {
        await rm(draft, { force: true });
      }
    });
  }

  override onApplicationShutdown(): void {
    this.composer.close();
  }
}

export const mailerFor = (settings: NotificationsSettings): Mailer =>
  settings.smtpUrl === undefined ? new FileMailer(settings) : new SmtpMailer(settings.smtpUrl, settings);

function composed({ id, to, subject, text }: Mail, settings: NotificationsSettings): SendMailOptions {
  return {
    from: settings.mailFrom,
    to: { name: to.name, address: to.address },
    subject,
    text,
    messageId: `<${id}@${new URL(settings.publicUrl).hostname}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    // An address or a text must never make nodemailer read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

async function namingFailures<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw failureOf(error) ?? error;
  }
}
