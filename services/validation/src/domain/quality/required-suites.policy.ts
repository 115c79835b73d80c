import type { EventReference } from '@slipway/contracts';
import type { ArtifactResult } from './artifact-result.js';

export interface SuiteEvidence {
  readonly confirmed: readonly { readonly suite: string; readonly result: EventReference }[];
  readonly missing: readonly { readonly suite: string; readonly reason: string }[];
}

/** Which required suites have a successful latest result for each of these artifacts, and which do not, and why. */
export function requiredSuiteEvidence(
  requiredSuites: readonly string[],
  digests: readonly string[],
  results: readonly ArtifactResult[],
): SuiteEvidence {
  const pairs = requiredSuites.flatMap((suite) => digests.map((digest) => ({ suite, digest })));
  const found = pairs.map(({ suite, digest }) => ({ suite, digest, latest: latestOf(suite, digest, results) }));
  return {
    confirmed: found.flatMap(({ suite, latest }) =>
      latest?.outcome === 'success' ? [{ suite, result: latest.reference }] : [],
    ),
    missing: found.flatMap(({ suite, digest, latest }) =>
      latest?.outcome === 'success' ? [] : [{ suite, reason: reasonFor(digest, latest) }],
    ),
  };
}

const latestOf = (suite: string, digest: string, results: readonly ArtifactResult[]) =>
  results.find((result) => result.kind === 'suite' && result.name === suite && result.digest === digest);

const reasonFor = (digest: string, latest: ArtifactResult | undefined): string =>
  latest === undefined ? `no result for ${digest}` : `the latest result for ${digest} is a failure`;
