import { Injectable } from '@nestjs/common';
import { DomainError, type LocalDate } from '@tidu/kernel';
import { ConfigFiles } from '@tidu/platform';
import { readProgramme } from './domain/programme-file.js';
import { versionOn, type Programme, type ProgrammeKey, type ProgrammeVersion } from './domain/programme.js';
import { readTiers, type TierRules } from './domain/tiers.js';
import type { QualificationsErrorCode } from './qualifications.errors.js';

/** The programmes whose rules ship: `config/programmes/<key>.yaml`. */
const shipped: readonly ProgrammeKey[] = [
  'sme-national',
  'sme-provincial',
  'high-tech',
  'specialised-sme',
  'little-giant',
  'listing',
];

/** The kinds of recognition as dated law, read once at boot. */
@Injectable()
export class Programmes {
  readonly all: readonly Programme[];
  readonly tiers: TierRules;
  private readonly byKey: ReadonlyMap<string, Programme>;

  constructor(files: ConfigFiles) {
    this.all = shipped.map((key) => readProgramme(files.yaml(`programmes/${key}.yaml`)));
    this.tiers = readTiers(files.yaml('tiers.yaml'));
    this.byKey = new Map(this.all.map((programme) => [programme.key, programme]));
  }

  find(key: string): Programme | undefined {
    return this.byKey.get(key);
  }

  /** Throws `qualifications.programme-unknown`. */
  get(key: string): Programme {
    const programme = this.find(key);
    if (!programme)
      throw new DomainError<QualificationsErrorCode>('qualifications.programme-unknown', { programme: key });
    return programme;
  }

  /** The version a stored title was granted by. */
  version(key: string, id: string): ProgrammeVersion {
    const version = this.get(key).versions.find((one) => one.id === id);
    if (!version)
      throw new DomainError<QualificationsErrorCode>('qualifications.programme-unknown', { programme: `${key} ${id}` });
    return version;
  }

  /** Whether a grant of that day can be told by rules we know. */
  hasVersionOn(key: string, day: LocalDate): boolean {
    return versionOn(this.get(key), day) !== undefined;
  }

  /** The version in force for a new grant of that day; throws `qualifications.programme-unknown`. */
  versionOn(key: string, day: LocalDate): ProgrammeVersion {
    const version = versionOn(this.get(key), day);
    if (!version)
      throw new DomainError<QualificationsErrorCode>('qualifications.programme-unknown', { programme: key });
    return version;
  }
}
