import { Injectable } from '@nestjs/common';
import { DomainError, Scope } from '@tidu/kernel';
import { Contacts } from '../contacts.service.js';
import { Enterprises, type EnterpriseChange } from '../enterprises.service.js';
import type { EnterprisesErrorCode } from '../enterprises.errors.js';
import { EnterprisesRepository, type RegistryMatch } from '../enterprises.repository.js';
import type { RowOptions } from './domain/read-row.js';
import {
  ProvidesImportKind,
  type AppliedRow,
  type ImportContext,
  type ImportKind,
  type Judgement,
  type MatchedRow,
} from './import-kind.js';

const applying = Scope.system('applying a list of enterprises');

/** Lists of enterprises: who is new is registered, what differs is changed field by field; a blank in the list changes nothing. */
@Injectable()
@ProvidesImportKind()
export class EnterprisesImport implements ImportKind {
  readonly kind = 'enterprises';
  readonly required = [] as const;

  constructor(
    private readonly enterprises: Enterprises,
    private readonly repository: EnterprisesRepository,
    private readonly contacts: Contacts,
  ) {}

  checkOptions(options: Readonly<Record<string, unknown>>): RowOptions {
    const { source, ...rest } = options;
    const errors = Object.keys(rest).map((name) => ({ pointer: `/options/${name}`, code: 'unknown', detail: '' }));
    if (source !== undefined && (typeof source !== 'string' || source.length > 200)) {
      errors.push({ pointer: '/options/source', code: 'text', detail: '' });
    }
    if (errors.length > 0) throw new DomainError<EnterprisesErrorCode>('imports.options-invalid', {}, { errors });
    return source === undefined ? {} : { source: source as string };
  }

  async judge(rows: readonly MatchedRow[], { met }: ImportContext): Promise<readonly Judgement[]> {
    return rows.map((row) => {
      if (!row.enterprise) return { verdict: 'new', reasons: [], effect: visibleOf(row) };
      const firstRowNo = met.get(row.enterprise.id);
      if (firstRowNo !== undefined) return sameEnterprise(firstRowNo);
      met.set(row.enterprise.id, row.rowNo);
      const change = changeOf(row, row.enterprise);
      if (Object.keys(change).length === 0) return { verdict: 'unchanged', reasons: [], effect: null };
      const known = row.enterprise as unknown as Readonly<Record<string, unknown>>;
      return {
        verdict: 'changed',
        reasons: [],
        effect: Object.fromEntries(
          Object.entries(change).map(([field, after]: [string, unknown]) => [
            field,
            { before: known[field] ?? null, after },
          ]),
        ),
      };
    });
  }

  async apply(rows: readonly MatchedRow[], context: ImportContext): Promise<readonly AppliedRow[]> {
    const strangers = rows.filter((row) => row.enterprise === null);
    const known = rows.filter((row) => row.enterprise !== null);
    const registered = await this.enterprises.register(
      strangers.map(({ values }) => ({
        name: values.name,
        uscc: values.uscc ?? null,
        registeredDistrict: values.district ?? null,
        registeredText: values.divisionText ?? null,
        zone: values.zone ?? null,
        address: values.address ?? null,
        chain: values.chain ?? null,
        registeredOn: values.registeredOn ?? null,
      })),
    );
    const ids = new Map(strangers.map((row, index) => [row.rowNo, registered[index]!]));
    await this.contacts.add(
      strangers.flatMap((row) =>
        row.values.contact ? [{ ...row.values.contact, isPrimary: true, enterpriseId: ids.get(row.rowNo)! }] : [],
      ),
    );
    const locked = await this.repository.lockMany(
      applying as Scope & { kind: 'system' },
      known.map((row) => row.enterprise!.id),
    );
    await this.enterprises.apply(
      known.map((row) => ({ enterprise: locked.get(row.enterprise!.id)!, change: changeOf(row, row.enterprise!) })),
      context.source,
    );
    return rows.map((row) =>
      row.enterprise
        ? { enterpriseId: row.enterprise.id, effect: { ...changeOf(row, row.enterprise) } }
        : { enterpriseId: ids.get(row.rowNo)!, effect: { registered: true } },
    );
  }
}

/** The list says two things of one enterprise, under its code and under a name. */
const sameEnterprise = (firstRowNo: number): Judgement => ({
  verdict: 'rejected',
  reasons: [{ code: 'same-enterprise', severity: 'error', params: { firstRowNo } }],
  effect: null,
});

/** What people see of a newcomer; a contact's data stay with the row. */
const visibleOf = ({
  values: { extra: _extra, contact: _contact, nameKey: _nameKey, ...fields },
}: MatchedRow): Readonly<Record<string, unknown>> => fields;

/** A former name is no new one: the list is older than the registry. */
function changeOf({ values }: MatchedRow, known: RegistryMatch): EnterpriseChange {
  const isName = values.nameKey === known.nameKey || known.matchedBy === 'former-name';
  const wanted: EnterpriseChange = {
    ...(isName ? {} : { name: values.name }),
    ...differing('uscc', values.uscc, known.uscc),
    ...differing('registeredDistrict', values.district, known.registeredDistrict),
    ...differing('registeredText', values.divisionText, known.registeredText),
    ...differing('zone', values.zone, known.zone),
    ...differing('address', values.address, known.address),
    ...differing('chain', values.chain, known.chain),
    ...differing('registeredOn', values.registeredOn, known.registeredOn),
  };
  return wanted;
}

const differing = <Name extends string, Value>(
  name: Name,
  wanted: Value | undefined,
  known: unknown,
): { [key in Name]?: Value } =>
  wanted === undefined || wanted === known ? {} : ({ [name]: wanted } as { [key in Name]?: Value });
