import type { EventReference } from '@slipway/contracts';
import { noEarlier } from '../order-of-occurrence.js';

/**
 * A line of runs of one pipeline or test suite, as identified by its source. Two suites with the same name are two
 * lines if they have different ids, environments or sources.
 */
export interface RunLine {
  readonly digest: string;
  readonly kind: 'pipeline' | 'suite';
  readonly source: string;
  /** What the source calls it. */
  readonly subject: string;
  readonly environment?: string;
}

/** The latest result of one line of runs for an artifact. */
export interface ArtifactResult extends RunLine {
  /** For people, and for the check plan. */
  readonly name: string;
  /** Cancelled only where no run of the line has come to an end. */
  readonly outcome: 'success' | 'failure' | 'cancelled';
  /** The event that records it, on the trail of the artifact. */
  readonly reference: EventReference;
}

type Run = Pick<ArtifactResult, 'outcome'> & { readonly occurredAt: string };

/** A cancelled run has no result: it replaces none, and any other run replaces it. */
export const replaces = (run: Run, known: Run | undefined): boolean =>
  known === undefined || (run.outcome !== 'cancelled' && (known.outcome === 'cancelled' || noEarlier(run, known)));

/** The name that distinguishes the line for people. */
export const nameOf = ({ subject, source, environment }: RunLine): string =>
  `${subject} of ${source}${environment === undefined ? '' : ` in ${environment}`}`;
