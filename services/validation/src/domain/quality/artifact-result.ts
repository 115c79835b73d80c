import type { EventReference } from '@slipway/contracts';

/** The latest result that a pipeline or a test suite had for an artifact. */
export interface ArtifactResult {
  readonly digest: string;
  readonly kind: 'pipeline' | 'suite';
  readonly name: string;
  readonly outcome: 'success' | 'failure';
  /** The event that says so, on the trail of the artifact. */
  readonly reference: EventReference;
}

/** Results arrive in any order: the one that happened last counts, and of two at the same moment the one that came later. */
export const replaces = (result: { occurredAt: string }, known: { occurredAt: string } | undefined): boolean =>
  known === undefined || Date.parse(result.occurredAt) >= Date.parse(known.occurredAt);
