import { ExceptionDeclined, ExceptionRequested, type ExceptionGranted, type ExceptionTerms } from '@slipway/contracts';

/** The current state of an exception. */
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

export type Exceptions = Readonly<Record<string, FlowException>>;

export function evolveExceptions(
  exceptions: Exceptions,
  event: ExceptionRequested | ExceptionGranted | ExceptionDeclined,
): Exceptions {
  const { exceptionId } = event.data;
  if (event.type === ExceptionRequested.type) {
    const { releaseId: _, ...asked } = event.data;
    return { ...exceptions, [exceptionId]: { ...asked, status: 'requested' } };
  }
  const known = exceptions[exceptionId];
  if (known === undefined) return exceptions;
  return { ...exceptions, [exceptionId]: { ...known, ...decided(event) } };
}

function decided(event: ExceptionGranted | ExceptionDeclined): Partial<FlowException> {
  if (event.type === ExceptionDeclined.type) {
    const { by, reason } = event.data;
    return { status: 'declined', declined: { by, reason } };
  }
  const { confirmedBy, preventsReleased } = event.data;
  return { status: 'granted', preventsReleased, ...(confirmedBy === undefined ? {} : { confirmedBy }) };
}
