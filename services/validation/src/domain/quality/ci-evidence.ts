import { QualityEvidenceConfirmed, QualityEvidenceLost, sameDigests, type EventReference } from '@slipway/contracts';
import { nameOf } from './artifact-result.js';
import { failuresOf, qualityEvidence } from './quality-evidence.policy.js';
import type { Evaluate } from './quality.commands.js';
import type { QualityState } from './quality.state.js';

/** An event names so many results; all of them are on the trails of the artifacts. */
const toldResults = 500;

type Verdict = QualityEvidenceConfirmed | QualityEvidenceLost;

/** Confirmed evidence is lost with a newer failure, or with the artifacts that it was about; healed, it is confirmed again. */
export function ciEvidence(command: Evaluate, { evidenceFor }: QualityState): Verdict[] {
  const { releaseId, digests, results } = command;
  const references = qualityEvidence(digests, results);
  const aboutThese = sameDigests(digests, evidenceFor);
  if (references !== undefined) {
    if (aboutThese) return [];
    return [
      QualityEvidenceConfirmed.of({ releaseId, digests: [...digests], results: references.slice(0, toldResults) }),
    ];
  }
  if (evidenceFor.length === 0) return [];
  return aboutThese ? lostByFailure(command) : lostByReplacement(command, evidenceFor);
}

function lostByFailure({ releaseId, digests, results }: Evaluate): QualityEvidenceLost[] {
  const failures = failuresOf(digests, results).slice(0, toldResults);
  if (failures.length === 0) return [];
  const reasons = failures.map((each) => `${nameOf(each)} last failed for ${each.digest}`);
  return lost(
    releaseId,
    failures.map(({ digest }) => digest),
    failures.map(({ reference }) => reference),
    reasons.join('; '),
  );
}

function lostByReplacement({ releaseId, changedBy }: Evaluate, digests: readonly string[]): QualityEvidenceLost[] {
  if (changedBy === undefined) return [];
  return lost(releaseId, digests, [changedBy], 'the release carries other artifacts, whose evidence is not complete');
}

const lost = (
  releaseId: string,
  digests: readonly string[],
  contradictedBy: readonly EventReference[],
  reason: string,
): QualityEvidenceLost[] => [
  QualityEvidenceLost.of({ releaseId, digests: [...new Set(digests)], contradictedBy: [...contradictedBy], reason }),
];
