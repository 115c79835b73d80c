import {
  digestsOf,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  RollbackReadinessConfirmed,
  sameDigests,
  type CheckResult,
  type ReleaseSummary,
} from '@slipway/contracts';
import { baseBindings } from '@slipway/flow';
import type { Standing, Surroundings } from '../surroundings.js';

interface Finding {
  readonly holds: boolean;
  /** Empty where the fact is from before it named any: then it is about the artifacts of then. */
  readonly digests: readonly string[];
  readonly reason: string;
}

/** What validation last said that the start rests on; undefined where it has said nothing. */
export interface Proof {
  readonly evidence: Finding | undefined;
  readonly gate: Finding | undefined;
}

const facts = {
  'CI evidence': QualityEvidenceConfirmed.type,
  gate: PreReleaseGateDecided.type,
  'way back': RollbackReadinessConfirmed.type,
} as const;

/** The item that rests on such a fact and that a granted exception lets go. */
export function letGo({ granted }: Standing, what: keyof typeof facts): string | undefined {
  return granted.items.find((item) => baseBindings[item]?.some(({ type }) => type === facts[what]) === true);
}

export const evidenceHolds = ({ proof, standing }: Asked, release: ReleaseSummary): CheckResult =>
  stillHolds('the CI evidence still holds for these artifacts', proof.evidence, {
    release,
    item: letGo(standing, 'CI evidence'),
  });

export const gateHolds = ({ proof, standing }: Asked, release: ReleaseSummary): CheckResult =>
  stillHolds('the pre-release gate still holds for these artifacts', proof.gate, {
    release,
    item: letGo(standing, 'gate'),
  });

type Asked = Surroundings & { readonly proof: Proof };

/** The flow orders a start only with its criteria met or let go; what is asked again is whether that has changed since. */
function stillHolds(
  name: string,
  finding: Finding | undefined,
  { release, item }: { readonly release: ReleaseSummary; readonly item: string | undefined },
): CheckResult {
  const wanted = digestsOf(release.artifacts);
  const aboutThese = finding !== undefined && (finding.digests.length === 0 || sameDigests(finding.digests, wanted));
  if (!aboutThese) {
    return { name, passed: true, observed: 'nothing was said of these: the flow ordered the start without it' };
  }
  if (finding.holds) return { name, passed: true, observed: finding.reason };
  if (item !== undefined) return { name, passed: true, observed: `${finding.reason}; ${item} was let go` };
  return { name, passed: false, observed: finding.reason };
}
