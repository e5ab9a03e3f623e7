/** One thing wrong with one place of the input; `pointer` is a JSON pointer (RFC 6901) into the request body. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/**
 * A refusal in the words of the domain. It knows no HTTP: the api maps `code` to a status and a text.
 * Each library declares the closed union of its codes; `params` fill the text.
 */
export class DomainError<Code extends string = string> extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: Code,
    readonly params: Readonly<Record<string, string | number | readonly string[]>> = {},
    options: { readonly cause?: unknown; readonly errors?: readonly FieldError[] } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.errors = options.errors ?? [];
  }

  readonly errors: readonly FieldError[];
}
