import { Injectable } from '@nestjs/common';
import {
  Enterprises,
  ProvidesImportKind,
  type AppliedRow,
  type EnterprisesErrorCode,
  type ImportContext,
  type ImportKind,
  type Judgement,
  type JudgementReason,
  type MatchedRow,
  type RowOptions,
} from '@tidu/enterprises';
import { DomainError, LocalDate, Period, type FieldError } from '@tidu/kernel';
import { checkCertificateNumber, printedPeriod, versionOn } from './domain/programme.js';
import { effectivePeriods } from './domain/effective-periods.js';
import { grantedTitle, type Grant } from './grants.js';
import { Programmes } from './programmes.js';
import type { Qualification } from './qualification.entity.js';
import { Qualifications } from './qualifications.service.js';
import { QualificationsRepository } from './qualifications.repository.js';

const longest = { programme: 40, batch: 100, source: 200 } as const;
const dayOptions = ['issuedOn', 'validFrom', 'validTo'] as const;

/** Lists of recognised enterprises: each row is a grant; an enterprise that nobody knows yet is registered, at the city and without code. */
@Injectable()
@ProvidesImportKind()
export class RecognitionImport implements ImportKind {
  readonly kind = 'recognition';
  readonly required = ['programme', 'issuedOn'] as const;
  readonly programmes: ReadonlyMap<string, string>;

  constructor(
    private readonly rules: Programmes,
    private readonly qualifications: Qualifications,
    private readonly repository: QualificationsRepository,
    private readonly enterprises: Enterprises,
  ) {
    this.programmes = new Map(
      rules.all.flatMap((programme) =>
        [programme.key, programme.title.zh, programme.shortTitle.zh, programme.title.en].map((name) => [
          name.replace(/\s/g, '').toLowerCase(),
          programme.key,
        ]),
      ),
    );
  }

  checkOptions(options: Readonly<Record<string, unknown>>): RowOptions {
    const errors: FieldError[] = [];
    const wrong = (name: string, code: string): void => {
      const value = options[name];
      errors.push({ pointer: `/options/${name}`, code, detail: typeof value === 'string' ? value.slice(0, 100) : '' });
    };
    const checked: Record<string, string> = {};
    for (const [name, value] of Object.entries(options)) {
      if (value === null || value === undefined || value === '') continue;
      if (typeof value !== 'string') wrong(name, 'text');
      else if (name in longest) {
        if (value.length > longest[name as keyof typeof longest]) wrong(name, 'length');
        else checked[name] = value;
      } else if ((dayOptions as readonly string[]).includes(name)) {
        if (LocalDate.tryParse(value) === undefined) wrong(name, 'day');
        else checked[name] = value;
      } else wrong(name, 'unknown');
    }
    const programme = checked['programme'];
    if (programme !== undefined && !this.rules.find(programme)) wrong('programme', 'programme-unknown');
    const { validFrom, validTo } = checked;
    if (validFrom !== undefined && validTo !== undefined && validTo < validFrom) wrong('validTo', 'period-reversed');
    if (errors.length > 0) throw new DomainError<EnterprisesErrorCode>('imports.options-invalid', {}, { errors });
    return checked;
  }

  async judge(rows: readonly MatchedRow[]): Promise<readonly Judgement[]> {
    const ids = rows.flatMap((row) => (row.enterprise ? [row.enterprise.id] : []));
    const held = new Map<string | number, HeldTitle[]>();
    const heldBy = (holder: string | number): HeldTitle[] => {
      const titles = held.get(holder) ?? [];
      held.set(holder, titles);
      return titles;
    };
    for (const title of ids.length > 0 ? await this.repository.of(ids) : []) heldBy(title.enterpriseId).push(title);
    // What a row would grant is held when the next row of the same enterprise is judged.
    return rows.map((row) => this.judgeOne(row, heldBy(row.enterprise?.id ?? row.newcomer)));
  }

  async apply(rows: readonly MatchedRow[], context: ImportContext): Promise<readonly AppliedRow[]> {
    const strangers = rows.filter((row) => row.enterprise === null && row.newcomer === row.rowNo);
    const registered = await this.enterprises.register(
      strangers.map(({ values }) => ({
        name: values.name,
        uscc: values.uscc ?? null,
        registeredDistrict: values.district ?? null,
        registeredText: values.divisionText ?? null,
        zone: values.zone ?? null,
        address: values.address ?? null,
      })),
    );
    const newIds = new Map(strangers.map((row, index) => [row.rowNo, registered[index]!]));
    const grants = rows.map((row) => ({
      enterpriseId: row.enterprise?.id ?? newIds.get(row.newcomer)!,
      grant: grantOf(row, context),
    }));
    const granted = await this.qualifications.grantMany(grants, context.importId);
    return rows.map((row, index) => ({
      enterpriseId: grants[index]!.enterpriseId,
      effect: { ...effectOf(row), qualificationId: granted[index]!, registered: row.enterprise === null },
    }));
  }

  private judgeOne(row: MatchedRow, held: HeldTitle[]): Judgement {
    const { values } = row;
    const { programme: key, issuedOn } = values;
    if (key === undefined || issuedOn === undefined) throw new Error(`row ${row.rowNo} lacks what the kind requires`);
    const programme = this.rules.get(key);
    const version = versionOn(programme, issuedOn);
    if (!version)
      return rejected({
        code: 'no-version',
        severity: 'error',
        params: { programme: programme.title.zh, day: issuedOn },
      });
    const certificateNo = values.certificateNo ?? null;
    const printed = printedPeriod(programme, version, {
      issuedOn,
      certificateNo,
      validFrom: values.validFrom ?? null,
      validTo: values.validTo ?? null,
    });
    if (!printed.ok) return rejected({ code: 'period-invalid', severity: 'error', params: { reason: printed.reason } });
    const number = certificateNo === null ? 'fits' : checkCertificateNumber(programme, certificateNo);
    const unusual: JudgementReason[] =
      number === 'fits'
        ? []
        : [{ code: 'certificate-unusual', severity: number, params: { value: certificateNo ?? '' } }];
    if (number === 'error') return { verdict: 'rejected', reasons: unusual, effect: null };

    const siblings = held.filter((title) => title.programme === key);
    const same = siblings.find((title) => title.printedFrom === printed.period.from);
    if (same) return sameGrant(same, certificateNo, printed.period.until, unusual);
    const candidate = {
      id: `row-${row.rowNo}`,
      programme: key,
      programmeVersion: version.id,
      certificateNo,
      issuedOn,
      printedFrom: printed.period.from,
      printedUntil: printed.period.until,
      revokedOn: null,
    };
    const together = effectivePeriods([...siblings, candidate].map((title) => grantedTitle(this.rules, title)));
    if (!together.ok) {
      const other =
        siblings.find((title) => title.id === together.otherId || title.id === together.titleId) ?? siblings[0];
      return doubtful({
        code: 'overlaps',
        severity: 'error',
        params: { from: other?.printedFrom ?? '', to: lastDayOf(other) },
      });
    }
    held.push(candidate);
    return { verdict: 'new', reasons: unusual, effect: effectOf(row) };
  }
}

/** A title of an enterprise: granted, or about to be by an earlier row of the list. */
type HeldTitle = Pick<
  Qualification,
  'id' | 'programme' | 'programmeVersion' | 'certificateNo' | 'issuedOn' | 'printedFrom' | 'printedUntil' | 'revokedOn'
>;

/** The same grant again: nothing to do, unless the list contradicts what is known. */
function sameGrant(
  known: HeldTitle,
  certificateNo: string | null,
  until: LocalDate | null,
  reasons: readonly JudgementReason[],
): Judgement {
  const contradicts =
    known.printedUntil !== until ||
    (certificateNo !== null && known.certificateNo !== null && certificateNo !== known.certificateNo);
  if (contradicts)
    return doubtful({ code: 'overlaps', severity: 'error', params: { from: known.printedFrom, to: lastDayOf(known) } });
  return { verdict: 'unchanged', reasons, effect: null };
}

const rejected = (reason: JudgementReason): Judgement => ({ verdict: 'rejected', reasons: [reason], effect: null });
const doubtful = (reason: JudgementReason): Judgement => ({ verdict: 'doubtful', reasons: [reason], effect: null });

const lastDayOf = (title: HeldTitle | undefined): string =>
  title ? (Period.lastDay(Period.of(title.printedFrom, title.printedUntil)) ?? '') : '';

const grantOf = ({ values }: MatchedRow, context: ImportContext): Grant => ({
  programme: values.programme!,
  certificateNo: values.certificateNo ?? null,
  issuedOn: values.issuedOn!,
  validFrom: values.validFrom ?? null,
  validTo: values.validTo ?? null,
  batch: values.batch ?? null,
  source: values.source ?? context.source,
});

const effectOf = ({ values }: MatchedRow): Readonly<Record<string, unknown>> => ({
  programme: values.programme,
  issuedOn: values.issuedOn,
  ...(values.validTo === undefined ? {} : { validTo: values.validTo }),
  ...(values.certificateNo === undefined ? {} : { certificateNo: values.certificateNo }),
});
