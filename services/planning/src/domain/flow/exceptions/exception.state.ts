import type { ExceptionTerms } from '@slipway/contracts';

/** An exception of a release, as it stands. */
export interface FlowException extends ExceptionTerms {
  readonly exceptionId: string;
  readonly status: 'requested' | 'granted' | 'declined';
  readonly requestedBy: string;
  readonly needsConfirmation: boolean;
  readonly confirmedBy?: string;
  readonly declined?: { readonly by: string; readonly reason: string };
  /** Of a granted one: whether the release can no longer end `[rl]`. */
  readonly preventsReleased?: boolean;
}

/** The items of granted exceptions of a kind: durations by name, freezes by id, items of the flow. */
export const excepted = (
  exceptions: Readonly<Record<string, FlowException>>,
  kind: FlowException['kind'],
): readonly string[] =>
  Object.values(exceptions).flatMap((each) => (each.kind === kind && each.status === 'granted' ? each.items : []));
