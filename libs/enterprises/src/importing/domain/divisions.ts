import { toHalfWidth } from '@tidu/kernel';
import { presentText } from './cell-text.js';
import { absent, found, quoted, type Reading, refused } from './row-reason.js';

interface NamedCode {
  readonly code: string;
  readonly name: string;
  readonly short: string;
}

/** The city's divisions (GB/T 2260) and its development zones, which have codes of their own. */
export interface CityDivisions {
  readonly city: NamedCode;
  readonly divisions: readonly NamedCode[];
  readonly zones: readonly NamedCode[];
}

export type Place =
  | { readonly kind: 'district' | 'zone'; readonly code: string }
  | { readonly kind: 'city' }
  /** Not of this city: kept as text. */
  | { readonly kind: 'outside'; readonly text: string };

/** The city's places by everything they are called in lists. Made once, asked for every row. */
export interface DivisionBook {
  readonly cityCode: string;
  readonly cityKey: string;
  readonly places: ReadonlyMap<string, Place>;
}

export function divisionBook({ city, divisions, zones }: CityDivisions): DivisionBook {
  const places = new Map<string, Place>();
  const add = (names: readonly string[], place: Place): void => {
    for (const name of names) {
      for (const prefix of ['', city.name, city.short]) {
        const key = placeKey(prefix + name);
        if (!places.has(key)) places.set(key, place);
      }
    }
  };
  add([city.code], { kind: 'city' });
  for (const name of [city.name, city.short, `${city.name}本级`, '市本级', '市辖区'])
    places.set(placeKey(name), { kind: 'city' });
  for (const { code, name, short } of divisions) {
    // 五华 for 五华区; a single character says too little.
    const stems = [name, short].map((one) => one.replace(/[区县市]$/u, '')).filter((stem) => stem.length > 1);
    add([code, name, short, ...stems], { kind: 'district', code });
  }
  for (const { code, name, short } of zones) {
    add([code, ...[name, short].flatMap((one) => [one, one.replace(/[(（].*/u, '')])], { kind: 'zone', code });
  }
  return { cityCode: city.code, cityKey: placeKey(city.name), places };
}

/**
 * Where a division or zone lies, by its name or code. A name that the city does not know is another city's and kept as text; a
 * code that no city can have, or that this city does not have, is refused.
 */
export function readDivision(text: string, book: DivisionBook): Reading<Place> {
  const shown = presentText(text);
  if (shown === undefined) return absent;
  const key = placeKey(shown);
  const code = divisionCode(key);
  // 云南省昆明市五华区: what stands before the city's name is its province.
  const place = book.places.get(code ?? key) ?? book.places.get(key.slice(Math.max(0, key.indexOf(book.cityKey))));
  if (place !== undefined) return found(place);
  if (code !== undefined && !isElsewhere(code, book.cityCode))
    return refused('division-unknown', { value: quoted(shown) });
  return found({ kind: 'outside', text: shown });
}

/** Street and village codes begin with the division's (statistical codes of 9 and 12 digits). */
function divisionCode(key: string): string | undefined {
  return /^\d{6}(?:\d{3}|\d{6})?$/.test(key) ? key.slice(0, 6) : undefined;
}

/** GB/T 2260: provinces 11–82 by region, then 01–70 or 90 within the province. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);
function isElsewhere(code: string, cityCode: string): boolean {
  if (code.startsWith(cityCode.slice(0, 4)) || !provinces.has(code.slice(0, 2))) return false;
  const prefecture = Number(code.slice(2, 4));
  return prefecture <= 70 || prefecture === 90;
}

function placeKey(text: string): string {
  return toHalfWidth(text).replace(/\s/gu, '').toUpperCase();
}
