import { LocalDate } from './local-date.js';

/** The business clock. Tokens, locks, rates and metrics use the system clock instead. */
export abstract class Clock {
  abstract now(): Date;

  /** The calendar day in Asia/Shanghai. */
  today(): LocalDate {
    return LocalDate.inShanghai(this.now());
  }
}
