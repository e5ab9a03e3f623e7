import pg from 'pg';

const dateOid = 1082;

/** A day stays text: node-postgres would make a `Date` of it in the process's time zone and lose the day west of Greenwich. */
export function installTypeParsers(): void {
  pg.types.setTypeParser(dateOid, (text) => text);
}
