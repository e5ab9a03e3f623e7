import { Injectable } from '@nestjs/common';
import type { LocalDate, Scope } from '@tidu/kernel';
import { Database } from '@tidu/platform';
import { Enterprise } from './enterprise.entity.js';
import { scopeCondition } from './scope-condition.js';

/** A new enterprise as the registry stores it, ids and keys already made. */
export interface EnterpriseRow {
  readonly id: string;
  readonly uscc: string | null;
  readonly name: string;
  readonly nameKey: string;
  readonly registeredDistrict: string | null;
  readonly registeredText: string | null;
  readonly zone: string | null;
  readonly areaId: string;
  readonly address: string | null;
  readonly chain: string | null;
  readonly registeredOn: LocalDate | null;
  readonly isSample: boolean;
}

/** The current state of an enterprise found by a key of a list. */
export interface RegistryMatch {
  readonly id: string;
  readonly uscc: string | null;
  readonly name: string;
  readonly nameKey: string;
  readonly registeredDistrict: string | null;
  readonly registeredText: string | null;
  readonly zone: string | null;
  readonly address: string | null;
  readonly chain: string | null;
  readonly registeredOn: LocalDate | null;
  readonly matchedBy: 'code' | 'name' | 'former-name';
  readonly matchedKey: string;
}

@Injectable()
export class EnterprisesRepository {
  constructor(private readonly database: Database) {}

  /** The enterprise for a change, locked until the unit ends; `undefined` where absent or out of scope. */
  async lock(scope: Scope, id: string): Promise<Enterprise | undefined> {
    const condition = scopeCondition(scope, 'e', 2);
    const found = await this.database.one<{ id: string }>(
      `select e.id from enterprise e where e.id = $1 and ${condition.sql} for update of e`,
      [id, ...condition.values],
    );
    if (!found) return undefined;
    return (await this.database.repository(Enterprise).findOneBy({ id })) ?? undefined;
  }

  async exists(scope: Scope, id: string): Promise<boolean> {
    const condition = scopeCondition(scope, 'e', 2);
    const found = await this.database.one(`select 1 from enterprise e where e.id = $1 and ${condition.sql}`, [
      id,
      ...condition.values,
    ]);
    return found !== undefined;
  }

  async insert(rows: readonly EnterpriseRow[]): Promise<void> {
    await this.database.run(
      `insert into enterprise (id, uscc, name, name_key, registered_district, registered_text, zone, area_id, address, chain,
                               registered_on, is_sample, version)
       select r.*, 1
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[],
                   $10::text[], $11::date[], $12::boolean[]) as r`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.uscc),
        rows.map((row) => row.name),
        rows.map((row) => row.nameKey),
        rows.map((row) => row.registeredDistrict),
        rows.map((row) => row.registeredText),
        rows.map((row) => row.zone),
        rows.map((row) => row.areaId),
        rows.map((row) => row.address),
        rows.map((row) => row.chain),
        rows.map((row) => row.registeredOn),
        rows.map((row) => row.isSample),
      ],
    );
  }

  /** Writes the registry's fields of rows that the unit has locked; their versions go up by one. */
  async update(rows: readonly Enterprise[]): Promise<void> {
    await this.database.run(
      `update enterprise e
       set uscc = r.uscc, name = r.name, name_key = r.name_key, registered_district = r.registered_district,
           registered_text = r.registered_text, zone = r.zone, address = r.address, chain = r.chain,
           registered_on = r.registered_on, version = e.version + 1
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::date[])
         as r (id, uscc, name, name_key, registered_district, registered_text, zone, address, chain, registered_on)
       where e.id = r.id`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.uscc),
        rows.map((row) => row.name),
        rows.map((row) => row.nameKey),
        rows.map((row) => row.registeredDistrict),
        rows.map((row) => row.registeredText),
        rows.map((row) => row.zone),
        rows.map((row) => row.address),
        rows.map((row) => row.chain),
        rows.map((row) => row.registeredOn),
      ],
    );
  }

  async keepFormerNames(
    names: readonly {
      readonly id: string;
      readonly enterpriseId: string;
      readonly name: string;
      readonly nameKey: string;
    }[],
    untilDay: LocalDate,
    source: string | null,
  ): Promise<void> {
    if (names.length === 0) return;
    await this.database.run(
      `insert into former_name (id, enterprise_id, name, name_key, until_day, source)
       select n.*, $5::date, $6 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as n`,
      [
        names.map((one) => one.id),
        names.map((one) => one.enterpriseId),
        names.map((one) => one.name),
        names.map((one) => one.nameKey),
        untilDay,
        source,
      ],
    );
  }

  /** Locks many in id order; absent ones are not in the answer. */
  async lockMany(
    _scope: Scope & { kind: 'city' | 'system' },
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Enterprise>> {
    await this.database.run(`select id from enterprise where id = any($1::uuid[]) order by id for update`, [ids]);
    const rows = await this.database
      .repository(Enterprise)
      .createQueryBuilder('e')
      .where('e.id = any(:ids)', { ids })
      .getMany();
    return new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * Every enterprise that one of these codes or exact name keys points at, current names before former ones. City-wide by nature:
   * matching a list must see whom another area already has.
   */
  async match(
    _scope: Scope & { kind: 'city' | 'system' },
    codes: readonly string[],
    nameKeys: readonly string[],
  ): Promise<readonly RegistryMatch[]> {
    return this.database.query<RegistryMatch & Record<string, unknown>>(
      `with found as (
         select id, 'code' as matched_by, uscc as matched_key from enterprise where uscc = any($1::text[])
         union all
         select id, 'name', name_key from enterprise where name_key = any($2::text[])
         union all
         select enterprise_id, 'former-name', name_key from former_name where name_key = any($2::text[])
       )
       select e.id, e.uscc, e.name, e.name_key as "nameKey", e.registered_district as "registeredDistrict",
              e.registered_text as "registeredText", e.zone, e.address, e.chain, e.registered_on as "registeredOn",
              f.matched_by as "matchedBy", f.matched_key as "matchedKey"
       from found f join enterprise e using (id)`,
      [codes, nameKeys],
    );
  }
}
