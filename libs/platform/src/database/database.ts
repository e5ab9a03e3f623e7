import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral, type Repository } from 'typeorm';
import { currentUnit } from './unit.js';

/** Every connection keeps the plan of a named statement for good. Filters combine to thousands of texts: those that come late are not named. */
const mostNamed = 1000;
const statementNames = new Map<string, string>();

/** One name per text: a named statement is parsed and planned once per connection (a 25-row page costs half). */
function statementName(text: string): string | undefined {
  let name = statementNames.get(text);
  if (name === undefined && statementNames.size < mostNamed) {
    name = `q${createHash('sha1').update(text).digest('hex').slice(0, 20)}`;
    statementNames.set(text, name);
  }
  return name;
}

/**
 * The door to PostgreSQL. Inside a unit of work everything runs on its connection, outside on the pool.
 * Texts must be constant but for a closed set of variants: lists of values go in as arrays, never as `$1, $2, …`.
 */
@Injectable()
export class Database {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.execute<Row>(text, values)).rows;
  }

  async one<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.execute<Row>(text, values)).rows[0];
  }

  /** Rows written or deleted. */
  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.execute(text, values)).rowCount ?? 0;
  }

  /** The entity manager of the current unit of work; outside one, that of the pool. */
  get manager(): EntityManager {
    return currentUnit()?.manager ?? this.dataSource.manager;
  }

  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  /**
   * A connection of one's own, for what must outlive a statement: a session's lock, a COPY, a cursor. After a failure it is closed, and
   * whatever it held is free.
   */
  async withConnection<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    // A connection that breaks between two statements is found out by the next one.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    let isSound = false;
    try {
      const result = await work(client);
      isSound = true;
      return result;
    } finally {
      client.removeListener('error', ignore);
      client.release(!isSound);
    }
  }

  /** Does the work of this name unless somebody is at it, in this process or another; says whether it was done. */
  async unlessUnderWay(name: string, work: () => Promise<void>): Promise<boolean> {
    return this.withConnection(async (client) => {
      const lock = async (verb: 'pg_try_advisory_lock' | 'pg_advisory_unlock'): Promise<boolean> => {
        const { rows } = await client.query<{ done: boolean }>(`select ${verb}(hashtextextended($1, 0)) as done`, [
          name,
        ]);
        return rows[0]?.done ?? false;
      };
      if (!(await lock('pg_try_advisory_lock'))) return false;
      await work();
      await lock('pg_advisory_unlock');
      return true;
    });
  }

  private execute<Row extends QueryResultRow>(text: string, values: readonly unknown[]): Promise<QueryResult<Row>> {
    const runner: Pool | PoolClient = currentUnit()?.client ?? this.pool;
    const name = statementName(text);
    return runner.query<Row>({ text, values: values as unknown[], ...(name === undefined ? {} : { name }) });
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}
