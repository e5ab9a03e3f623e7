/** A name with the characters that were searched for set off; what was found by code or by sound stays plain. */
export function Highlighted({ text, found }: { text: string; found: string }) {
  const at = found === '' ? -1 : text.toLowerCase().indexOf(found.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + found.length)}</mark>
      {text.slice(at + found.length)}
    </>
  );
}
