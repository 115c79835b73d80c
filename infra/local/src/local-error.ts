import { CodedError } from '@slipway/decider';

export type LocalErrorCode =
  | 'PORT_IN_USE'
  | 'ALREADY_RUNNING'
  | 'ISSUER_IN_PRODUCTION'
  | 'JARS_MISSING'
  | 'NOT_READY'
  | 'POSTGRES_ACCOUNT_MISSING'
  | 'PROGRAM_FAILED'
  | 'SETTING_INVALID'
  | 'STOPPED';

/** An error that prevents the local system from running. `details.fix` is a sentence for the user. */
export class LocalError extends CodedError<LocalErrorCode> {
  constructor(
    code: LocalErrorCode,
    override readonly details: Readonly<Record<string, unknown>> & { readonly fix: string },
    options?: ErrorOptions,
  ) {
    super(code, details, options);
  }
}
