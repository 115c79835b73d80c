/** Base of the one error class that each lib has: a closed code, details as data, the cause kept. */
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
