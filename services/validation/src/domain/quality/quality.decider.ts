import {
  ArtifactsRefused,
  ArtifactsVerified,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  sameDigests,
  TestsConfirmed,
  TestsMissing,
  type ArtifactReference,
} from '@slipway/contracts';
import { pass, reject, sameContent, type Decider, type Rule } from '@slipway/decider';
import { documentRecorded, type RecordDocument } from '../recorded-documents.js';
import type { ArtifactResult } from './artifact-result.js';
import { inputsAbout, preReleaseGate, type GateInput, type GateVerdict } from './pre-release-gate.policy.js';
import { qualityEvidence } from './quality-evidence.policy.js';
import { evolve, initialState, type QualityEvent, type QualityState } from './quality.state.js';
import { requiredSuiteEvidence } from './required-suites.policy.js';

/** Everything that is known at one moment about the quality of a release before it goes out. */
export interface Evaluate {
  readonly type: 'Evaluate';
  readonly releaseId: string;
  readonly digests: readonly string[];
  readonly results: readonly ArtifactResult[];
  /** Of the check plan, once there is one. */
  readonly requiredSuites?: readonly string[];
  /** Whether the step validate-prerelease has started: tests and gate are its business. */
  readonly validating: boolean;
  readonly gateInputs: readonly GateInput[];
  /** SHA-256 of the policy that the release pins. */
  readonly policyDigest: string;
}

/** What was found when an artifact was fetched: its true digest and size, or why it could not be had. */
export type Finding =
  | { readonly artifact: ArtifactReference; readonly digest: string; readonly size: number }
  | { readonly artifact: ArtifactReference; readonly unavailable: string };

export interface RecordFindings {
  readonly type: 'RecordFindings';
  readonly releaseId: string;
  readonly findings: readonly Finding[];
  /** What the release carries by now: to fetch artifacts takes a while. */
  readonly artifacts: readonly ArtifactReference[];
}

export type QualityCommand = Evaluate | RecordFindings | RecordDocument;
export type QualityRejection = 'ARTIFACTS_REPLACED';

/** The quality of a release before it goes out: CI evidence, the bytes themselves, tests, and the gate over all of it. */
export const quality: Decider<QualityState, QualityCommand, QualityEvent, QualityRejection> = {
  category: 'quality',
  initialState,
  evolve,
  decide(command, state) {
    switch (command.type) {
      case 'Evaluate':
        return [...evidence(command, state), ...tests(command, state), ...gate(command, state)];
      case 'RecordFindings':
        return artifactsAreCarried(command) ?? verification(command);
      case 'RecordDocument':
        return documentRecorded(command, state.documents);
    }
  },
};

const artifactsAreCarried: Rule<[RecordFindings], QualityRejection> = ({ findings, artifacts }) => {
  const fetched = findings.map(({ artifact }) => artifact);
  return sameContent(fetched, artifacts)
    ? pass
    : reject('ARTIFACTS_REPLACED', { fetched, artifacts, fix: 'wait for what is found about those that came instead' });
};

function evidence({ releaseId, digests, results }: Evaluate, { evidenceFor }: QualityState): QualityEvent[] {
  if (sameDigests(digests, evidenceFor)) return [];
  const references = qualityEvidence(digests, results);
  if (references === undefined) return [];
  return [QualityEvidenceConfirmed.of({ releaseId, digests: [...digests], results: [...references] })];
}

function tests(command: Evaluate, state: QualityState): QualityEvent[] {
  const { releaseId, digests, results, requiredSuites, validating } = command;
  if (!validating || requiredSuites === undefined) return [];
  const { confirmed, missing } = requiredSuiteEvidence(requiredSuites, digests, results);
  const said =
    missing.length === 0
      ? TestsConfirmed.of({ releaseId, digests: [...digests], suites: [...confirmed] })
      : TestsMissing.of({ releaseId, suites: [...missing] });
  return sameContent(said.data, state.tests) ? [] : [said];
}

function gate(command: Evaluate, state: QualityState): QualityEvent[] {
  const { releaseId, digests, gateInputs, policyDigest, validating } = command;
  if (!validating) return [];
  const verdict = preReleaseGate(inputsAbout(digests, gateInputs));
  if (verdict === undefined || alreadyDecided(digests, verdict, state)) return [];
  return [
    PreReleaseGateDecided.of({
      releaseId,
      digests: [...digests],
      ...verdict,
      inputs: [...verdict.inputs],
      policyDigest,
    }),
  ];
}

/** A verdict is given again when it turns, for other artifacts, or when it rests on another verification of them. */
function alreadyDecided(
  digests: readonly string[],
  { verdict, inputs }: GateVerdict,
  { gate: last }: QualityState,
): boolean {
  if (last?.verdict !== verdict || !sameDigests(digests, last.digests ?? [])) return false;
  const verification = inputs.find(({ type }) => type === ArtifactsVerified.type);
  return verification === undefined || last.inputs.some(({ eventId }) => eventId === verification.eventId);
}

function verification({ releaseId, findings }: RecordFindings): QualityEvent[] {
  const refused = findings.flatMap((finding) => {
    const { uri, digest: expected } = finding.artifact;
    if ('unavailable' in finding) return [{ uri, expected, reason: finding.unavailable }];
    return finding.digest === expected
      ? []
      : [{ uri, expected, reason: `its bytes have the digest ${finding.digest}` }];
  });
  if (refused.length > 0) return refused.map((refusal) => ArtifactsRefused.of({ releaseId, ...refusal }));
  const artifacts = findings.flatMap((finding) =>
    'size' in finding ? [{ uri: finding.artifact.uri, digest: finding.digest, size: finding.size }] : [],
  );
  return [ArtifactsVerified.of({ releaseId, artifacts })];
}
