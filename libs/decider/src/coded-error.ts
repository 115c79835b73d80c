/** Base of the error class of each library: a closed code, details as data, and the cause. */
export abstract class CodedError<Code extends string> extends Error {
  constructor(
    readonly code: Code,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.name = new.target.name;
  }
}
