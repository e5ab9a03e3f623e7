import pg from 'pg';

const dateOid = 1082;
const bigintOid = 20;

/**
 * A day stays text: node-postgres would make a `Date` of it in the process's time zone and lose the day west of Greenwich.
 * Counts come as numbers; they stay far below 2^53.
 */
export function installTypeParsers(): void {
  pg.types.setTypeParser(dateOid, (text) => text);
  pg.types.setTypeParser(bigintOid, Number);
}
