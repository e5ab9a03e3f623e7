import { LocalDate } from './local-date.js';

/** A configuration file that is not as it must be; `path` names the place, e.g. `versions[1].validity.years`. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    readonly path: string,
    problem: string,
  ) {
    super(`${path === '' ? 'the file' : path}: ${problem}`);
  }
}

/** Hands out the fields of one object; a field it was never asked for is refused when the object has been read. */
export interface ConfigFields {
  (name: string): ConfigValue;
  /** `null` where the field is absent or null. */
  optional<T>(name: string, read: (value: ConfigValue) => T): T | null;
}

/** One value of a parsed YAML or JSON file, read strictly: each method either gives what it says or throws a `ConfigError`. */
export class ConfigValue {
  constructor(
    private readonly value: unknown,
    readonly path = '',
  ) {}

  object<T>(read: (field: ConfigFields) => T): T {
    const fields = this.fields();
    const asked = new Set<string>();
    const field = (name: string) => {
      asked.add(name);
      return new ConfigValue(fields[name], this.path === '' ? name : `${this.path}.${name}`);
    };
    const optional = <R>(name: string, readField: (value: ConfigValue) => R) => {
      const value = field(name);
      return value.value === undefined || value.value === null ? null : readField(value);
    };
    const result = read(Object.assign(field, { optional }));
    const unknown = Object.keys(fields).find((name) => !asked.has(name));
    if (unknown !== undefined) throw this.wrong(`does not know the field ${JSON.stringify(unknown)}`);
    return result;
  }

  /** An object whose field names are data. */
  entries<T>(read: (value: ConfigValue, name: string) => T): ReadonlyMap<string, T> {
    return new Map(
      Object.entries(this.fields()).map(([name, value]) => [
        name,
        read(new ConfigValue(value, this.path === '' ? name : `${this.path}.${name}`), name),
      ]),
    );
  }

  list<T>(read: (value: ConfigValue) => T): readonly T[] {
    if (!Array.isArray(this.value)) throw this.wrong('must be a list');
    return this.value.map((item: unknown, index) => read(new ConfigValue(item, `${this.path}[${index}]`)));
  }

  get isText(): boolean {
    return typeof this.value === 'string';
  }

  text(): string {
    if (typeof this.value !== 'string' || this.value.trim() === '') throw this.wrong('must be a text');
    return this.value;
  }

  day(): LocalDate {
    const day = LocalDate.tryParse(this.text());
    if (day === undefined) throw this.wrong('must be a day, YYYY-MM-DD');
    return day;
  }

  wholeNumber(least: number, most: number): number {
    if (typeof this.value !== 'number' || !Number.isInteger(this.value) || this.value < least || this.value > most) {
      throw this.wrong(`must be a whole number from ${least} to ${most}`);
    }
    return this.value;
  }

  oneOf<T extends string>(allowed: readonly T[]): T {
    const found = allowed.find((one) => one === this.value);
    if (found === undefined) throw this.wrong(`must be one of ${allowed.join(', ')}`);
    return found;
  }

  wrong(problem: string): ConfigError {
    return new ConfigError(this.path, problem);
  }

  private fields(): Readonly<Record<string, unknown>> {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) {
      throw this.wrong('must be an object');
    }
    return this.value as Readonly<Record<string, unknown>>;
  }
}
