import { describe, expect, it } from '@jest/globals';
import { ConfigError, ConfigValue } from './config-reader.js';

const read = (value: unknown) =>
  new ConfigValue(value).object((field) => ({
    name: field('name').text(),
    from: field.optional('from', (from) => from.day()),
    steps: field('steps').list((step) => step.object((part) => ({ days: part('days').wholeNumber(0, 10) }))),
    kind: field.optional('kind', (kind) => kind.oneOf(['one', 'two'])),
    limits: field.optional('limits', (limits) => limits.entries((limit) => limit.wholeNumber(1, 9))),
  }));

describe('a configuration value', () => {
  it('is read field by field', () => {
    expect(read({ name: 'x', from: '2026-04-01', steps: [{ days: 3 }], kind: 'two', limits: { a: 1 } })).toEqual({
      name: 'x',
      from: '2026-04-01',
      steps: [{ days: 3 }],
      kind: 'two',
      limits: new Map([['a', 1]]),
    });
    expect(read({ name: 'x', steps: [], from: null })).toEqual({
      name: 'x',
      from: null,
      steps: [],
      kind: null,
      limits: null,
    });
  });

  it.each<[unknown, string]>([
    [{ name: 'x', steps: [{ days: 3 }, { days: 3, dayss: 1 }] }, 'steps[1]: does not know the field "dayss"'],
    [{ name: 'x', steps: [{ days: 2.5 }] }, 'steps[0].days: must be a whole number from 0 to 10'],
    [{ name: 'x', steps: [{ days: '3' }] }, 'steps[0].days: must be a whole number from 0 to 10'],
    [{ name: ' ', steps: [] }, 'name: must be a text'],
    [{ steps: [] }, 'name: must be a text'],
    [{ name: 'x', steps: {} }, 'steps: must be a list'],
    [{ name: 'x', steps: [], from: '2026-02-29' }, 'from: must be a day, YYYY-MM-DD'],
    [{ name: 'x', steps: [], kind: 'three' }, 'kind: must be one of one, two'],
    [{ name: 'x', steps: [], limits: { a: 0 } }, 'limits.a: must be a whole number from 1 to 9'],
    [{ name: 'x', steps: [], limits: [] }, 'limits: must be an object'],
    [null, 'the file: must be an object'],
  ])('%j is refused', (value, message) => {
    expect(() => read(value)).toThrow(ConfigError);
    expect(() => read(value)).toThrow(message);
  });
});
