import type { DataSourceOptions, MigrationInterface } from 'typeorm';
import * as areas from '../libs/areas/src/persistence.js';
import * as caseload from '../libs/caseload/src/persistence.js';
import * as deadlines from '../libs/deadlines/src/persistence.js';
import * as enterprises from '../libs/enterprises/src/persistence.js';
import * as identity from '../libs/identity/src/persistence.js';
import * as notifications from '../libs/notifications/src/persistence.js';
import * as platform from '../libs/platform/src/persistence.js';
import * as qualifications from '../libs/qualifications/src/persistence.js';

interface Persistence {
  readonly entities: readonly (new () => object)[];
  readonly migrations: readonly (new () => MigrationInterface)[];
}

const libraries: readonly Persistence[] = [
  platform,
  identity,
  enterprises,
  qualifications,
  areas,
  deadlines,
  notifications,
  caseload,
];

/** The one place that knows every library's entities and migrations. The schema is changed by migrations alone. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: libraries.flatMap((library) => library.entities),
    migrations: libraries.flatMap((library) => library.migrations),
    synchronize: false,
    migrationsRun: false,
    migrationsTableName: 'migration',
    installExtensions: false,
    poolSize,
    extra: { min: poolSize, max: poolSize, application_name: 'tidu', keepAlive: true },
    parseInt8: true,
  };
}
