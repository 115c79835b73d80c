import {
  ArtifactsRefused,
  ArtifactsVerified,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  TestsConfirmed,
  TestsMissing,
  type ArtifactReference,
} from '@slipway/contracts';
import { sameContent, type Decider } from '@slipway/decider';
import { documentRecorded, type RecordDocument } from '../recorded-documents.js';
import type { ArtifactResult } from './artifact-result.js';
import { preReleaseGate, type GateInput, type GateSubject } from './pre-release-gate.policy.js';
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
}

export type QualityCommand = Evaluate | RecordFindings | RecordDocument;

/** The quality of a release before it goes out: CI evidence, the bytes themselves, tests, and the gate over all of it. */
export const quality: Decider<QualityState, QualityCommand, QualityEvent, never> = {
  category: 'quality',
  initialState,
  evolve,
  decide(command, state) {
    switch (command.type) {
      case 'Evaluate':
        return [...evidence(command, state), ...tests(command, state), ...gate(command, state)];
      case 'RecordFindings':
        return verification(command);
      case 'RecordDocument':
        return documentRecorded(command, state.documents);
    }
  },
};

function evidence({ releaseId, digests, results }: Evaluate, { evidenceFor }: QualityState): QualityEvent[] {
  if (sameSet(digests, evidenceFor)) return [];
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
  const stale = staleSubjects(digests, state);
  const verdict = preReleaseGate(gateInputs.filter(({ subject, says }) => says !== 'confirmed' || !stale.has(subject)));
  if (verdict === undefined || alreadyDecided(verdict, state)) return [];
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

/** What was confirmed before an artifact was replaced says nothing about the new one. */
function staleSubjects(digests: readonly string[], { verified, tested }: QualityState): ReadonlySet<GateSubject> {
  const stale = new Set<GateSubject>();
  if (!sameSet(digests, verified)) stale.add('artifacts');
  if (!sameSet(digests, tested)) stale.add('tests');
  return stale;
}

/** A verdict is given again when it turns, or when it rests on another verification of the artifacts. */
function alreadyDecided(
  { verdict, inputs }: { verdict: string; inputs: readonly { eventId: string; type: string }[] },
  { gate: last }: QualityState,
): boolean {
  if (last?.verdict !== verdict) return false;
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

const sameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && [...some].sort().join() === [...others].sort().join();
