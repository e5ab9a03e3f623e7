import { ConfigValue, LocalDate, Period, dayRules } from '@tidu/kernel';
import type { ConfigFields } from '@tidu/kernel';
import type {
  CertificateNumberRule,
  Clause,
  Counting,
  Duty,
  DutyDue,
  FilingWindow,
  MonthDay,
  Programme,
  ProgrammeVersion,
  Validity,
  Wording,
} from './programme.js';
import { awaitingStates, dutyYears, expiryActions, marks, programmeKeys, purposes } from './programme.js';

/** Reads one parsed file of `config/programmes/`. @throws ConfigError naming the place, also for a field it does not know */
export function readProgramme(file: unknown): Programme {
  const value = new ConfigValue(file);
  const programme = value.object<Programme>((field) => ({
    key: field('key').oneOf(programmeKeys),
    title: readWording(field('title')),
    shortTitle: readWording(field('shortTitle')),
    certificateNumber: field.optional('certificateNumber', readCertificateNumber),
    listing: field.optional('listing', (listing) =>
      listing.object((words) => ({
        boards: words('boards').entries(readWording),
        stages: words('stages').entries(readWording),
      })),
    ),
    versions: field('versions').list(readVersion),
  }));
  checkVersions(value, programme.versions);
  return programme;
}

function readWording(value: ConfigValue): Wording {
  return value.object((field) => ({ zh: field('zh').text(), en: field('en').text() }));
}

const readClause = (field: ConfigFields): Clause => ({
  clause: field('clause').text(),
  mark: field('mark').oneOf(marks),
});

function readCertificateNumber(value: ConfigValue): CertificateNumberRule {
  return value.object((field) => ({
    pattern: readPattern(field('pattern')),
    severity: field('severity').oneOf(['warning', 'error']),
    mark: field('mark').oneOf(marks),
  }));
}

function readPattern(value: ConfigValue): RegExp {
  const source = value.text();
  if (!source.startsWith('^') || !source.endsWith('$')) throw value.wrong('must describe the whole number: ^…$');
  try {
    return new RegExp(source);
  } catch (error) {
    if (error instanceof SyntaxError) throw value.wrong(error.message);
    throw error;
  }
}

function readVersion(value: ConfigValue): ProgrammeVersion {
  return value.object((field) => {
    const applications = readInForce(field, value);
    return {
      id: field('id').text(),
      inForce: {
        new: applications,
        review: field.optional('reviews', (reviews) => reviews.object((f) => readInForce(f, reviews))) ?? applications,
      },
      documents: field('documents').list((document) =>
        document.object((f) => ({
          title: f('title').text(),
          number: f.optional('number', (number) => number.text()),
          mark: f('mark').oneOf(marks),
        })),
      ),
      validity: readValidity(field('validity')),
      countsUntil: readCounting(field('countsUntil')),
      atExpiry: field.optional('atExpiry', (expiry) =>
        expiry.object((f) => ({ action: f('action').oneOf(expiryActions), ...readClause(f) })),
      ),
      duties: field('duties').list(readDuty),
    };
  });
}

/** `from` the first and `to` the last day in force; without `to` it still is. */
function readInForce(field: ConfigFields, value: ConfigValue): Period {
  const from = field('from').day();
  const to = field.optional('to', (last) => last.day());
  if (to !== null && to < from) throw value.wrong('ends before it begins');
  return to === null ? Period.of(from, null) : Period.through(from, to);
}

function readValidity(value: ConfigValue): Validity {
  return value.object<Validity>((field) => {
    const kind = field('kind').oneOf(['years', 'year-of-number', 'none']);
    if (kind === 'none') return { kind };
    return kind === 'years'
      ? { kind, years: field('years').wholeNumber(1, 20), ...readClause(field) }
      : { kind, ...readClause(field) };
  });
}

function readCounting(value: ConfigValue): Counting {
  return value.object<Counting>((field) => {
    const rule = field('rule').oneOf(['end-of-validity', 'end-of-expiry-year', 'following-year']);
    const mark = field('mark').oneOf(marks);
    const shownAs = (f: ConfigFields) => f('shownAs').oneOf(awaitingStates);
    switch (rule) {
      case 'end-of-validity':
        return { rule, mark };
      case 'end-of-expiry-year':
        return { rule, mark, awaiting: field('awaiting').object((f) => ({ shownAs: shownAs(f) })) };
      case 'following-year':
        return {
          rule,
          mark,
          publicityEnds: readYears(field('publicityEnds')),
          awaiting: field('awaiting').object((f) => ({ shownAs: shownAs(f), after: readMonthDay(f('after')) })),
        };
      default:
        return rule satisfies never;
    }
  });
}

function readYears(value: ConfigValue): ReadonlyMap<number, LocalDate> {
  const ends = value.entries((end, year) => {
    const day = end.day();
    if (!day.startsWith(`${year}-`)) throw end.wrong(`must be a day of ${year}`);
    return day;
  });
  return new Map(Array.from(ends, ([year, day]) => [Number(year), day]));
}

function readMonthDay(value: ConfigValue): MonthDay {
  const text = value.text();
  // A common year, so that the day exists in every year.
  const day = /^\d{2}-\d{2}$/.test(text) ? LocalDate.tryParse(`2001-${text}`) : undefined;
  if (day === undefined) throw value.wrong('must be a day of every year, MM-DD');
  return { month: LocalDate.month(day), day: LocalDate.day(day) };
}

function readDuty(value: ConfigValue): Duty {
  return value.object((field) => ({
    kind: field('kind').text(),
    title: readWording(field('title')),
    rule: field('rule').oneOf(dayRules),
    due: field('due').object((f) => readDue(f, value)),
    ...readClause(field),
  }));
}

function readDue(field: ConfigFields, value: ConfigValue): DutyDue {
  const year = field('year').oneOf(dutyYears);
  const lastYear = field.optional('lastYear', (last) => last.wholeNumber(1950, 2999));
  const on = field.optional('on', readMonthDay);
  const windows = field.optional('windows', (list) => list.list(readWindow));
  if (on !== null && windows === null) return { year, lastYear, on };
  if (windows === null || on !== null) throw value.wrong('is due either on a day of every year or by its windows');
  if (windows.length === 0 || windows.some((window, index) => window.year <= (windows[index - 1]?.year ?? 0))) {
    throw value.wrong('must have its windows in the order of their years');
  }
  return { year, lastYear, windows };
}

function readWindow(value: ConfigValue): FilingWindow {
  const window = value.object((field) => ({
    year: field('year').wholeNumber(1950, 2999),
    from: field('from').day(),
    to: field('to').day(),
  }));
  if (window.to < window.from) throw value.wrong('ends before it begins');
  return window;
}

function checkVersions(value: ConfigValue, versions: readonly ProgrammeVersion[]): void {
  if (versions.length === 0) throw value.wrong('must have a version');
  versions.forEach((version, index) => {
    const previous = versions[index - 1];
    if (versions.findIndex(({ id }) => id === version.id) !== index) {
      throw value.wrong(`has two versions ${version.id}`);
    }
    for (const purpose of previous === undefined ? [] : purposes) {
      if (previous?.inForce[purpose].until !== version.inForce[purpose].from) {
        throw value.wrong(`must have ${version.id} in force (${purpose}) from the day after ${previous?.id} ends`);
      }
    }
  });
}
