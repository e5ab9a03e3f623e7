/** What sending must be told at boot. */
export abstract class NotificationsSettings {
  /** Where outgoing mail is written, below `mail/`, while there is no mail server. */
  abstract readonly dataFolder: string;
  /** `smtp://` or `smtps://`; undefined writes files. */
  abstract readonly smtpUrl: string | undefined;
  /** Where people reach Tidu, without a slash at the end. */
  abstract readonly publicUrl: string;
  /** The sender of every mail, e.g. `Tidu <tidu@kunming.example>`. */
  abstract readonly mailFrom: string;
}
