/** Full-width letters, digits, signs and the ideographic space as their half-width forms. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

const openingBrackets = /[[{〔【〖〘〚「『〈《﹙﹝]/g;
const closingBrackets = /[\]}〕】〗〙〛」』〉》﹚﹞]/g;
const middleDots = /[•‧∙⋅・･]/g;
const dashes = /[‐‑‒–—―−]/g;
/** Blanks of any kind, and the marks without width that come along with copied cells. */
const blanks = /[\s\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;

/**
 * The form in which two spellings of one enterprise's name are the same: half-width, one kind of bracket, of middle
 * dot and of dash, no blanks, lower case. The legal form stays in it; see `nameStem`.
 */
export function normaliseName(name: string): string {
  return (
    toHalfWidth(name.normalize('NFKC'))
      .replace(openingBrackets, '(')
      .replace(closingBrackets, ')')
      .replace(middleDots, '·')
      .replace(dashes, '-')
      .replace(blanks, '')
      .toLowerCase()
      // An accent that stood behind a blank now stands behind a letter.
      .normalize('NFKC')
  );
}

const legalForm = /(?:股份有限公司|有限责任公司|责任有限公司|有限公司)$/;

/**
 * The normalised name without its legal form: an enterprise that became a company limited by shares keeps its stem.
 * Equal stems are a likeness to be shown to a human, never a match. A branch (…分公司) keeps the whole of its name.
 */
export function nameStem(name: string): string {
  return normaliseName(name).replace(legalForm, '');
}

/** A run of a text that the other text has too, or has not. */
export interface TextSpan {
  readonly text: string;
  readonly differs: boolean;
}

/** Beyond this many pairs of characters the middle is shown as one difference instead of being aligned. */
const alignmentLimit = 250_000;

/** Two texts cut into spans for showing them side by side; joined, each side's spans are its text again. */
export function differingSpans(a: string, b: string): readonly [readonly TextSpan[], readonly TextSpan[]] {
  const left = Array.from(a);
  const right = Array.from(b);
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head += 1;
  let tail = 0;
  while (
    tail < left.length - head &&
    tail < right.length - head &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  ) {
    tail += 1;
  }
  const [leftShared, rightShared] = sharedMarks(
    left.slice(head, left.length - tail),
    right.slice(head, right.length - tail),
  );
  const marks = (shared: readonly boolean[]) => [
    ...new Array<boolean>(head).fill(true),
    ...shared,
    ...new Array<boolean>(tail).fill(true),
  ];
  return [spans(left, marks(leftShared)), spans(right, marks(rightShared))];
}

/** Which characters belong to a longest common subsequence, for each side. */
function sharedMarks(left: readonly string[], right: readonly string[]): [boolean[], boolean[]] {
  const leftShared = new Array<boolean>(left.length).fill(false);
  const rightShared = new Array<boolean>(right.length).fill(false);
  if (left.length * right.length > alignmentLimit) return [leftShared, rightShared];
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  const lengthAt = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        left[row] === right[column]
          ? lengthAt(row + 1, column + 1) + 1
          : Math.max(lengthAt(row + 1, column), lengthAt(row, column + 1));
    }
  }
  let row = 0;
  let column = 0;
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      leftShared[row] = true;
      rightShared[column] = true;
      row += 1;
      column += 1;
    } else if (lengthAt(row + 1, column) >= lengthAt(row, column + 1)) row += 1;
    else column += 1;
  }
  return [leftShared, rightShared];
}

function spans(characters: readonly string[], shared: readonly boolean[]): TextSpan[] {
  const result: { text: string; differs: boolean }[] = [];
  characters.forEach((character, index) => {
    const differs = shared[index] !== true;
    const last = result.at(-1);
    if (last?.differs === differs) last.text += character;
    else result.push({ text: character, differs });
  });
  return result;
}
