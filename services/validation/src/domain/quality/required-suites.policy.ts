import type { EventReference } from '@slipway/contracts';
import { nameOf, type ArtifactResult } from './artifact-result.js';

interface MissingSuite {
  readonly suite: string;
  readonly digest: string;
  readonly reason: string;
}

export interface SuiteEvidence {
  readonly confirmed: readonly { readonly suite: string; readonly result: EventReference }[];
  readonly missing: readonly MissingSuite[];
}

/**
 * Which required suites have a successful latest result for each of these artifacts, which do not, and why. A plan uses
 * names for people, so every line of runs with that name must succeed.
 */
export function requiredSuiteEvidence(
  requiredSuites: readonly string[],
  digests: readonly string[],
  results: readonly ArtifactResult[],
): SuiteEvidence {
  const pairs = requiredSuites.flatMap((suite) => digests.map((digest) => ({ suite, digest })));
  const found = pairs.map((pair) => ({ ...pair, lines: linesOf(pair, results) }));
  return {
    confirmed: found.flatMap(({ suite, lines }) =>
      lines.flatMap(({ outcome, reference }) => (outcome === 'success' ? [{ suite, result: reference }] : [])),
    ),
    missing: found.flatMap(({ suite, digest, lines }) =>
      reasonsFor(digest, lines).map((reason) => ({ suite, digest, reason })),
    ),
  };
}

const linesOf = ({ suite, digest }: Pick<MissingSuite, 'suite' | 'digest'>, results: readonly ArtifactResult[]) =>
  results.filter((result) => result.kind === 'suite' && result.name === suite && result.digest === digest);

function reasonsFor(digest: string, lines: readonly ArtifactResult[]): string[] {
  if (lines.length === 0) return [`no result for ${digest}`];
  if (lines.every(({ outcome }) => outcome === 'cancelled')) return [`only cancelled runs for ${digest}`];
  return lines.flatMap((line) =>
    line.outcome === 'failure' ? [`the latest result of ${nameOf(line)} for ${digest} is a failure`] : [],
  );
}
