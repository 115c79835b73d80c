import {
  ArtifactsRefused,
  ArtifactsVerified,
  PreReleaseGateDecided,
  sameDigests,
  TestsConfirmed,
  TestsMissing,
} from '@slipway/contracts';
import { firstRejection, sameContent, type Decider } from '@slipway/decider';
import { ciEvidence } from './ci-evidence.js';
import { inputsAbout, preReleaseGate, type GateVerdict } from './pre-release-gate.policy.js';
import type { Evaluate, QualityCommand, RecordFindings } from './quality.commands.js';
import { mayEvaluate, mayRecordFindings, mayRequestVerification, type QualityRejection } from './quality.policy.js';
import { evolve, initialState, type QualityEvent, type QualityState } from './quality.state.js';
import { requiredSuiteEvidence } from './required-suites.policy.js';

/** The quality of a release: CI evidence, the bytes themselves, tests, and the gate over all of it. */
export const quality: Decider<QualityState, QualityCommand, QualityEvent, QualityRejection> = {
  category: 'quality',
  initialState,
  evolve,
  decide(command, state, context) {
    switch (command.type) {
      case 'Evaluate':
        return firstRejection(mayEvaluate, command, state, context) ?? evaluated(command, state);
      case 'RequestVerification':
        return firstRejection(mayRequestVerification, command, state, context) ?? [];
      case 'RecordFindings':
        return firstRejection(mayRecordFindings, command, state, context) ?? verification(command);
    }
  },
};

function evaluated(command: Evaluate, state: QualityState): QualityEvent[] {
  return [...ciEvidence(command, state), ...tests(command, state), ...gate(command, state)];
}

function tests(command: Evaluate, state: QualityState): QualityEvent[] {
  const { releaseId, digests, results, requiredSuites, validating } = command;
  if (!validating || requiredSuites === undefined) return [];
  const { confirmed, missing } = requiredSuiteEvidence(requiredSuites, digests, results);
  const said =
    missing.length === 0
      ? TestsConfirmed.of({ releaseId, digests: [...digests], suites: [...confirmed] })
      : TestsMissing.of({
          releaseId,
          digests: [...new Set(missing.map(({ digest }) => digest))],
          suites: missing.map(({ suite, reason }) => ({ suite, reason })),
        });
  return sameContent(said.data, state.tests) ? [] : [said];
}

function gate(command: Evaluate, state: QualityState): QualityEvent[] {
  const { releaseId, digests, gateInputs, policyDigest, validating } = command;
  if (!validating) return [];
  const passedBefore = state.gate?.verdict === 'passed';
  const verdict = preReleaseGate(inputsAbout(digests, gateInputs), { passedBefore });
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

/** A refusal for each artifact that is refused; a verification is about all of them together. */
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
