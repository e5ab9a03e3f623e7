import { readFileSync, statSync } from 'node:fs';
import { Clock, LocalDate } from '@tidu/kernel';
import type { PlatformSettings } from '../settings.js';

/** The system's clock, for what is no business of the city's: ids sort by it. */
export const systemMilliseconds = (): number => Date.now();

/** The day that `TIDU_TODAY` or the clock file names, else the real one; the time of day is always the real one. */
export class BusinessClock extends Clock {
  private readonly fixedDay: LocalDate | undefined;
  private fileDay: LocalDate | undefined;
  private fileMtimeMs = -1;

  constructor(private readonly settings: Pick<PlatformSettings, 'today' | 'clockFile'>) {
    super();
    this.fixedDay = settings.today === undefined ? undefined : LocalDate.parse(settings.today);
  }

  override now(): Date {
    const real = new Date();
    const day = this.settings.clockFile === undefined ? this.fixedDay : this.dayInFile(this.settings.clockFile);
    if (day === undefined) return real;
    const sinceMidnight = real.getTime() - LocalDate.startInstant(LocalDate.inShanghai(real)).getTime();
    return new Date(LocalDate.startInstant(day).getTime() + sinceMidnight);
  }

  private dayInFile(path: string): LocalDate | undefined {
    const { mtimeMs } = statSync(path);
    if (mtimeMs !== this.fileMtimeMs) {
      this.fileDay = LocalDate.parse(readFileSync(path, 'utf8').trim());
      this.fileMtimeMs = mtimeMs;
    }
    return this.fileDay;
  }
}
