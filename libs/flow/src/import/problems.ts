import { FlowError, type FlowErrorCode } from '../flow-error.js';

/** Refuses the document at this line; caught by `Problems.attempt`. */
export function refuse(code: FlowErrorCode, line: number, reason: string): never {
  throw new FlowError(code, { line, reason });
}

/** What is wrong with a document, gathered over its parts, so that an author sees all of it at once. */
export class Problems {
  readonly #found: FlowError[] = [];

  /** The answer, or undefined with the refusal noted. An error that is not a refusal is a defect and goes on up. */
  attempt<Part>(read: () => Part): Part | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FlowError)) throw error;
      this.#found.push(error);
      return undefined;
    }
  }

  get any(): boolean {
    return this.#found.length > 0;
  }

  inOrderOfLines(): FlowError[] {
    return this.#found.toSorted((one, other) => one.details.line - other.details.line);
  }
}
