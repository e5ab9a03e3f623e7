import { Ratio } from './ratio.js';

declare const fen: unique symbol;
/** An amount of money in fen 分, a hundredth of a yuan: what rules reckon with. Storage and wire carry yuan as decimal text. */
export type Fen = bigint & { readonly [fen]: true };

export type MoneyUnit = 'yuan' | 'wan' | 'yi';

/** 元, 万元, 亿元 in fen */
const fenPer: Readonly<Record<MoneyUnit, bigint>> = { yuan: 100n, wan: 1_000_000n, yi: 10_000_000_000n };

export const Money = {
  ofFen: (amount: bigint | number): Fen => BigInt(amount) as Fen,

  /** Yuan as decimal text with at most two places, e.g. `1234.5`. @throws RangeError for anything else */
  parseYuan(text: string): Fen {
    const amount = Money.tryParseYuan(text);
    if (amount === undefined) throw new RangeError(`not an amount in yuan: ${JSON.stringify(text.slice(0, 40))}`);
    return amount;
  },

  tryParseYuan(text: string): Fen | undefined {
    const parts = /^(-?)(\d{1,24})(?:\.(\d{1,2}))?$/.exec(text);
    if (parts === null) return undefined;
    const [, sign, yuan = '', places = ''] = parts;
    const amount = BigInt(yuan + places.padEnd(2, '0'));
    return (sign === '-' ? -amount : amount) as Fen;
  },

  /** Yuan with two places, as `numeric(…, 2)` columns read and the wire carries: `1234.50` */
  toYuan(amount: Fen): string {
    return Ratio.of(amount, 100n).toFixed(2);
  },

  /** For display: in 元, 万元 or 亿元, thousands grouped, halves away from zero. The unit's name is the catalogue's. */
  format(amount: Fen, unit: MoneyUnit = 'yuan', places = 2): string {
    const text = Ratio.of(amount, fenPer[unit]).toFixed(places);
    const [whole = '', fraction] = text.split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return fraction === undefined ? grouped : `${grouped}.${fraction}`;
  },
};
