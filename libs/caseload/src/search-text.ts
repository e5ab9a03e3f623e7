import { normaliseName } from '@tidu/kernel';
import { pinyin } from 'pinyin-pro';

/** A name as it is found: its characters and its initials one by one and two by two, and how it sounds. */
export interface SearchText {
  readonly text: string;
  readonly grams: readonly string[];
  readonly initials: string;
  readonly pinyin: string;
}

const maxPinyin = 200;

/** The grams by which a text is found: single characters and neighbouring pairs, each once. */
export function gramsOf(text: string): readonly string[] {
  const characters = [...text];
  const pairs = characters.slice(1).map((character, index) => characters[index]! + character);
  return [...new Set([...characters, ...pairs])];
}

/** The grams that a text containing `query` must have: its pairs, or its only character. */
export function gramsToFind(query: string): readonly string[] {
  const characters = [...query];
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(1).map((character, index) => characters[index]! + character))];
}

/** Grams of initials carry a mark, so that the letters of a Latin name and the sound of a Chinese one do not mix. */
export const marked = (grams: readonly string[]): readonly string[] => grams.map((gram) => `~${gram}`);

export function searchText(name: string): SearchText {
  const text = normaliseName(name);
  const syllables = pinyin(text, { toneType: 'none', type: 'array', v: true }).map((syllable) =>
    syllable.toLowerCase(),
  );
  const initials = syllables
    .map((syllable) => syllable[0] ?? '')
    .join('')
    .slice(0, maxPinyin);
  return {
    text,
    grams: [...gramsOf(text), ...marked(gramsOf(initials))],
    initials,
    pinyin: syllables.join('').slice(0, maxPinyin),
  };
}
