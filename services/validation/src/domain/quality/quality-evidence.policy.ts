import type { EventReference } from '@slipway/contracts';
import type { ArtifactResult } from './artifact-result.js';

/**
 * The CI evidence for these artifacts: for each of them, every known pipeline and every known suite succeeded last, and
 * there is at least one of each. Undefined if that is not the case. Cancelled runs do not count.
 */
export function qualityEvidence(
  digests: readonly string[],
  results: readonly ArtifactResult[],
): readonly EventReference[] | undefined {
  const ofEach = digests.map((digest) =>
    results.filter((result) => result.digest === digest && result.outcome !== 'cancelled'),
  );
  return ofEach.every(isConvincing) ? ofEach.flat().map(({ reference }) => reference) : undefined;
}

/** What speaks against these artifacts: the lines of runs that last failed. */
export const failuresOf = (digests: readonly string[], results: readonly ArtifactResult[]): readonly ArtifactResult[] =>
  results.filter(({ digest, outcome }) => outcome === 'failure' && digests.includes(digest));

const isConvincing = (results: readonly ArtifactResult[]): boolean =>
  results.some(({ kind }) => kind === 'pipeline') &&
  results.some(({ kind }) => kind === 'suite') &&
  results.every(({ outcome }) => outcome === 'success');
