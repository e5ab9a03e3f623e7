import type { FieldProblem, Problem } from './types';

/** The server said no. `problem.code` is what to switch on. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

/** The server was not reached. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Whatever a failing answer carried; a body that is no problem document still gives its status and number. */
export function decodeProblem(
  status: number,
  contentType: string | null,
  body: string,
  traceId: string | null,
): Problem {
  if (contentType?.includes('json') === true) {
    try {
      const parsed: unknown = JSON.parse(body);
      if (isProblem(parsed)) return parsed;
    } catch {
      // A proxy's page under a JSON header: fall through to the bare status.
    }
  }
  return { title: `HTTP ${status}`, status, code: `http.${status}`, ...(traceId === null ? {} : { traceId }) };
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return (
    typeof fields['status'] === 'number' && typeof fields['code'] === 'string' && typeof fields['title'] === 'string'
  );
}

/** `/contacts/0/phone` → `['contacts', 0, 'phone']` (RFC 6901), as antd's Form names fields. */
export function fieldPath(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Splits the errors of a refusal into those of fields a form shows and the rest. */
export function errorsForFields(
  errors: readonly FieldProblem[],
  fieldNames: readonly string[],
): { fields: FieldProblem[]; others: FieldProblem[] } {
  const fields: FieldProblem[] = [];
  const others: FieldProblem[] = [];
  for (const error of errors) {
    (fieldNames.includes(String(fieldPath(error.pointer)[0])) ? fields : others).push(error);
  }
  return { fields, others };
}
