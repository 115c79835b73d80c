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
