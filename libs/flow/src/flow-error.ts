import { CodedError } from '@slipway/decider';

export type FlowErrorCode =
  | 'DOCUMENT_TOO_LARGE'
  | 'MISSING_TITLE'
  | 'MISSING_SECTION'
  | 'DUPLICATE_SECTION'
  | 'UNKNOWN_SECTION'
  | 'MISSING_FIELD'
  | 'DUPLICATE_FIELD'
  | 'UNKNOWN_FIELD'
  | 'MISSING_LIST'
  | 'MALFORMED_ITEM'
  | 'UNEXPECTED_CONTENT'
  | 'INVALID_VALUE'
  | 'UNKNOWN_STEP_TYPE'
  | 'BAD_DURATION'
  | 'STEP_OUT_OF_ORDER'
  | 'DUPLICATE_STEP'
  | 'UNKNOWN_STEP'
  | 'AMBIGUOUS_STEP'
  | 'DUPLICATE_DEPENDENCY'
  | 'MALFORMED_TABLE'
  | 'MALFORMED_SIGNAL_FLOW'
  | 'INVALID_TEMPLATE';

/** Why a template was refused: the line of the document (the first is 1) and what to fix there. */
export class FlowError extends CodedError<FlowErrorCode> {
  constructor(
    code: FlowErrorCode,
    override readonly details: { readonly line: number; readonly reason: string },
    options?: ErrorOptions,
  ) {
    super(code, details, options);
  }
}
