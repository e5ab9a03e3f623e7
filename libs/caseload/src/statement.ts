/** A statement and its values before anybody runs it: what the benchmark puts beside a bare server and what its plans are read of. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}
