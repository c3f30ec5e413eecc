/** A refusal or failure as RFC 9457 tells it (`application/problem+json`), with a stable `code` to program against. */
export type Problem = {
  /** A URI reference that names the kind: `/problems/<code>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Kebab-case, never renamed. */
  readonly code: string;
  /** What to tell the person on call. */
  readonly correlationId: string;
  /** The facts of the refusal (`available: 3`) or, for bad input, the fields by path. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
};
