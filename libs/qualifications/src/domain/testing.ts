import { readFileSync, readdirSync } from 'node:fs';
import { LocalDate, Period } from '@tidu/kernel';
import { parse } from 'yaml';
import type { Programme, ProgrammeKey, ProgrammeVersion, Title } from './programme.js';
import { countsUntil, versionOn } from './programme.js';
import { readProgramme } from './programme-file.js';
import { readTiers } from './tiers.js';

const config = new URL('../../../../config/', import.meta.url);
const fileOf = (name: string): unknown => parse(readFileSync(new URL(name, config), 'utf8'));

export const d = (text: string): LocalDate => LocalDate.parse(text);

/** The programmes as they are shipped. */
export const programmes: ReadonlyMap<ProgrammeKey, Programme> = new Map(
  readdirSync(new URL('programmes/', config))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readProgramme(fileOf(`programmes/${name}`)))
    .map((programme) => [programme.key, programme]),
);

export const tierRules = readTiers(fileOf('tiers.yaml'));

export function programmeOf(key: ProgrammeKey): Programme {
  const programme = programmes.get(key);
  if (programme === undefined) throw new Error(`no programme ${key}`);
  return programme;
}

export function versionOf(key: ProgrammeKey, day: string): ProgrammeVersion {
  const version = versionOn(programmeOf(key), d(day));
  if (version === undefined) throw new Error(`no version of ${key} on ${day}`);
  return version;
}

/** A title that nothing has ended, printed from `from` through `to`. */
export function titleOf(key: ProgrammeKey, from: string, to: string | null, changes: Partial<Title> = {}): Title {
  const printed = to === null ? Period.of(d(from), null) : Period.through(d(from), d(to));
  const dated = { issuedOn: d(from), certificateNo: null, printed, ...changes };
  return {
    effective: dated.printed,
    countsUntil: countsUntil(programmeOf(key), versionOf(key, from), dated),
    revokedOn: null,
    isSucceeded: false,
    ...dated,
  };
}
