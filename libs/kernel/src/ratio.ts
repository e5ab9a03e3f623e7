/**
 * An exact fraction. Rules compare by these alone: floating point puts exactly 15 % growth into the wrong band.
 * Always in lowest terms with a positive denominator, so equal values have equal parts.
 */
export class Ratio {
  static readonly zero = new Ratio(0n, 1n);
  static readonly one = new Ratio(1n, 1n);

  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  /** @throws RangeError where the denominator is zero */
  static of(numerator: bigint | number, denominator: bigint | number = 1n): Ratio {
    const over = BigInt(numerator);
    const under = BigInt(denominator);
    if (under === 0n) throw new RangeError('a ratio over zero');
    const divisor = greatestCommonDivisor(over, under) * (under < 0n ? -1n : 1n);
    return new Ratio(over / divisor, under / divisor);
  }

  /** A decimal number such as `0.15` or `-2`; a trailing `%` divides by a hundred. @throws RangeError for anything else */
  static parse(text: string): Ratio {
    const ratio = Ratio.tryParse(text);
    if (ratio === undefined) throw new RangeError(`not a decimal number: ${JSON.stringify(text.slice(0, 40))}`);
    return ratio;
  }

  static tryParse(text: string): Ratio | undefined {
    const parts = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(%?)$/.exec(text.trim());
    if (parts === null) return undefined;
    const [, sign, whole = '', fraction = '', percent] = parts;
    const digits = BigInt(whole + fraction);
    const scale = 10n ** BigInt(fraction.length) * (percent === '%' ? 100n : 1n);
    return Ratio.of(sign === '-' ? -digits : digits, scale);
  }

  add(other: Ratio): Ratio {
    return Ratio.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  subtract(other: Ratio): Ratio {
    return this.add(other.negate());
  }

  multiply(other: Ratio): Ratio {
    return Ratio.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** @throws RangeError where the other is zero */
  divide(other: Ratio): Ratio {
    return Ratio.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  negate(): Ratio {
    return new Ratio(-this.numerator, this.denominator);
  }

  /** Negative where this is the smaller. */
  compare(other: Ratio): -1 | 0 | 1 {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Ratio): boolean {
    return this.compare(other) === 0;
  }

  /** The largest integer not above it. */
  floor(): bigint {
    const truncated = this.numerator / this.denominator;
    return this.numerator < 0n && truncated * this.denominator !== this.numerator ? truncated - 1n : truncated;
  }

  /** The smallest integer not below it. */
  ceil(): bigint {
    return -this.negate().floor();
  }

  /** Decimal text with so many places, halves away from zero 四舍五入. For display: comparing it is not exact. */
  toFixed(places: number): string {
    if (!Number.isInteger(places) || places < 0 || places > 100)
      throw new RangeError(`not a number of places: ${places}`);
    const isNegative = this.numerator < 0n;
    const scaled = (isNegative ? -this.numerator : this.numerator) * 10n ** BigInt(places) * 2n;
    const rounded = (scaled + this.denominator) / (this.denominator * 2n);
    const digits = rounded.toString().padStart(places + 1, '0');
    const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    return isNegative && rounded !== 0n ? `-${text}` : text;
  }

  /** `0.041` with one place: `4.1%` */
  toPercent(places: number): string {
    return `${this.multiply(hundred).toFixed(places)}%`;
  }

  toString(): string {
    return this.denominator === 1n ? this.numerator.toString() : `${this.numerator}/${this.denominator}`;
  }
}

const hundred = Ratio.of(100n);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
