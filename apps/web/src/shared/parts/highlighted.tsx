/** A name with the found characters set off; ranges are half-open and ascending. */
export function Highlighted({
  text,
  ranges = [],
}: {
  text: string;
  ranges?: readonly (readonly [number, number])[] | undefined;
}) {
  if (ranges.length === 0) return text;
  const parts: React.ReactNode[] = [];
  let end = 0;
  for (const [from, to] of ranges) {
    parts.push(text.slice(end, from), <mark key={from}>{text.slice(from, to)}</mark>);
    end = to;
  }
  parts.push(text.slice(end));
  return parts;
}
