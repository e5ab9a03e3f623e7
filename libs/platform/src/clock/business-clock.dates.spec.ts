import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BusinessClock } from './business-clock.js';

describe('business clock', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-03-02T03:04:05.678Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const fixedOn = (today: string): BusinessClock => new BusinessClock({ today, clockFile: undefined });

  it('is the real one where nothing is fixed', () => {
    const clock = new BusinessClock({ today: undefined, clockFile: undefined });
    expect(clock.now()).toEqual(new Date('2026-03-02T03:04:05.678Z'));
    expect(clock.today()).toBe('2026-03-02');
  });

  it('keeps the time of day in Shanghai on a fixed day', () => {
    const clock = fixedOn('2023-06-11');
    expect(clock.now()).toEqual(new Date('2023-06-11T03:04:05.678Z'));
    jest.advanceTimersByTime(60_000);
    expect(clock.now()).toEqual(new Date('2023-06-11T03:05:05.678Z'));
  });

  it.each([
    // 23:30 and 00:30 in Shanghai: the day in London is the same one, the day in Shanghai is not.
    ['2026-03-02T15:30:00.000Z', '2023-06-11T15:30:00.000Z'],
    ['2026-03-02T16:30:00.000Z', '2023-06-10T16:30:00.000Z'],
  ])('stays on the fixed day at %s', (real, expected) => {
    jest.setSystemTime(new Date(real));
    const clock = fixedOn('2023-06-11');
    expect(clock.now()).toEqual(new Date(expected));
    expect(clock.today()).toBe('2023-06-11');
  });

  it('stays on the fixed day when real midnight passes', () => {
    jest.setSystemTime(new Date('2026-03-02T15:59:59.000Z'));
    const clock = fixedOn('2023-06-11');
    jest.advanceTimersByTime(2000);
    expect(clock.now()).toEqual(new Date('2023-06-10T16:00:01.000Z'));
    expect(clock.today()).toBe('2023-06-11');
  });

  it('refuses a day that does not exist', () => {
    expect(() => fixedOn('2023-02-29')).toThrow(RangeError);
  });

  describe('with a clock file', () => {
    let folder: string;
    let clockFile: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'tidu-clock-'));
      clockFile = join(folder, 'today');
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const write = (day: string, secondsLater: number): void => {
      writeFileSync(clockFile, `${day}\n`);
      const at = 1_700_000_000 + secondsLater;
      utimesSync(clockFile, at, at);
    };

    it('moves with the file while it runs, forwards and back', () => {
      write('2026-01-31', 0);
      const clock = new BusinessClock({ today: '2020-01-01', clockFile });
      expect(clock.now()).toEqual(new Date('2026-01-31T03:04:05.678Z'));
      write('2026-02-01', 1);
      expect(clock.today()).toBe('2026-02-01');
      write('2025-12-31', 2);
      expect(clock.today()).toBe('2025-12-31');
    });

    it('says what is wrong where there is no such file', () => {
      const clock = new BusinessClock({ today: undefined, clockFile });
      expect(() => clock.now()).toThrow('ENOENT');
    });
  });
});
