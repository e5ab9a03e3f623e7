/** The fields that say something: blanks and nothing are left out, texts are trimmed. */
export function withoutBlanks<T extends object>(fields: T): T {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ) as T;
}
