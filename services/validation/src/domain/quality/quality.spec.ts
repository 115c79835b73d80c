import {
  ArtifactsRefused,
  ArtifactsVerified,
  PreReleaseGateDecided,
  QualityEvidenceConfirmed,
  TestsConfirmed,
  TestsMissing,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { digestOf, now, releaseId, result, uuid } from '../fixtures.js';
import { gateSubjects, type GateInput } from './pre-release-gate.policy.js';
import { quality, type Evaluate } from './quality.decider.js';

const { given } = specificationFor(quality, { now, actor: { id: 'validation' } }, (actual) => expect(actual));

const a = digestOf('a');
const policyDigest = digestOf('e');
const artifact = { name: 'shop', uri: 'file:///shop.tgz', digest: a };
const build = result({ kind: 'pipeline', name: 'build', n: 1 });
const unit = result({ n: 2 });

const evaluate = (known: Partial<Evaluate> = {}): Evaluate => ({
  type: 'Evaluate',
  releaseId,
  digests: [a],
  results: [],
  validating: false,
  gateInputs: [],
  policyDigest,
  ...known,
});
const evidence = QualityEvidenceConfirmed.of({ releaseId, digests: [a], results: [build.reference, unit.reference] });
const verified = ArtifactsVerified.of({ releaseId, artifacts: [{ uri: artifact.uri, digest: a, size: 7 }] });

describe('CI evidence', () => {
  it('is confirmed when the latest pipeline and every latest suite succeeded', () => {
    given()
      .when(evaluate({ results: [build, unit] }))
      .then(evidence);
  });

  it('is confirmed once for the same artifacts', () => {
    given(evidence)
      .when(evaluate({ results: [build, unit] }))
      .thenNothing();
  });

  it.each([
    ['a pipeline is missing', [unit]],
    ['a suite is missing', [build]],
    ['a suite last failed', [build, unit, result({ name: 'integration', outcome: 'failure' })]],
    ['the results are of another artifact', [build, unit].map((each) => ({ ...each, digest: digestOf('b') }))],
  ])('is not confirmed while %s', (_, results) => {
    given().when(evaluate({ results })).thenNothing();
  });

  it('is needed for every artifact of the release', () => {
    given()
      .when(evaluate({ digests: [a, digestOf('b')], results: [build, unit] }))
      .thenNothing();
  });

  it('is confirmed anew when an artifact was replaced', () => {
    const b = digestOf('b');
    const results = [build, unit].map((each) => ({ ...each, digest: b }));
    const again = QualityEvidenceConfirmed.of({
      releaseId,
      digests: [b],
      results: results.map((each) => each.reference),
    });
    given(evidence)
      .when(evaluate({ digests: [b], results }))
      .then(again);
  });
});

describe('the required suites', () => {
  const requiredSuites = ['unit', 'integration'];
  const integration = result({ name: 'integration', n: 3 });
  const missing = TestsMissing.of({ releaseId, suites: [{ suite: 'integration', reason: `no result for ${a}` }] });
  const confirmed = TestsConfirmed.of({
    releaseId,
    digests: [a],
    suites: [
      { suite: 'unit', result: unit.reference },
      { suite: 'integration', result: integration.reference },
    ],
  });

  it('are not looked at before the step has started', () => {
    given()
      .when(evaluate({ requiredSuites, results: [unit, integration] }))
      .thenNothing();
  });

  it('are missing, with the reason, and that is said once', () => {
    given()
      .when(evaluate({ validating: true, requiredSuites, results: [unit] }))
      .then(missing);
    given(missing)
      .when(evaluate({ validating: true, requiredSuites, results: [unit] }))
      .thenNothing();
  });

  it('are confirmed when the last result comes', () => {
    given(missing)
      .when(evaluate({ validating: true, requiredSuites, results: [unit, integration] }))
      .then(confirmed);
  });

  it('are missing again when a later result is a failure', () => {
    const failed = { ...integration, outcome: 'failure' as const };
    const reason = `the latest result for ${a} is a failure`;
    given(confirmed)
      .when(evaluate({ validating: true, requiredSuites, results: [unit, failed] }))
      .then(TestsMissing.of({ releaseId, suites: [{ suite: 'integration', reason }] }));
  });
});

describe('the bytes of the artifacts', () => {
  it('are verified when each has its digest', () => {
    const findings = [{ artifact, digest: a, size: 7 }];
    given().when({ type: 'RecordFindings', releaseId, findings }).then(verified);
  });

  it('are refused when one has another digest or cannot be had', () => {
    const findings = [
      { artifact, digest: digestOf('b'), size: 7 },
      { artifact, unavailable: 'there is no such file' },
    ];
    given()
      .when({ type: 'RecordFindings', releaseId, findings })
      .then(
        ArtifactsRefused.of({
          releaseId,
          uri: artifact.uri,
          expected: a,
          reason: `its bytes have the digest ${digestOf('b')}`,
        }),
        ArtifactsRefused.of({ releaseId, uri: artifact.uri, expected: a, reason: 'there is no such file' }),
      );
  });
});

describe('the gate before the release', () => {
  const type = (subject: string) =>
    subject === 'artifacts' ? ArtifactsVerified.type : `dev.slipway.test.${subject}.v1`;
  const inputs: GateInput[] = gateSubjects.map((subject, at) => ({
    subject,
    eventId: uuid(at),
    type: type(subject),
    says: 'confirmed',
  }));
  const tested = TestsConfirmed.of({
    releaseId,
    digests: [a],
    suites: [{ suite: 'unit', result: unit.reference }],
  });
  const named = (given: readonly GateInput[]) => given.map(({ eventId, type }) => ({ eventId, type }));
  const passed = PreReleaseGateDecided.of({
    releaseId,
    digests: [a],
    verdict: 'passed',
    inputs: named(inputs),
    policyDigest,
  });

  it('passes on the five facts, whose ids it keeps', () => {
    given(verified, tested)
      .when(evaluate({ validating: true, gateInputs: inputs }))
      .then(passed);
  });

  it('decides once', () => {
    given(verified, tested, passed)
      .when(evaluate({ validating: true, gateInputs: inputs }))
      .thenNothing();
  });

  it.each(gateSubjects)('waits for %s', (subject) => {
    const others = inputs.filter((input) => input.subject !== subject);
    given(verified, tested)
      .when(evaluate({ validating: true, gateInputs: others }))
      .thenNothing();
  });

  it('waits while a fact says that something is missing', () => {
    const gateInputs = inputs.map((input) =>
      input.subject === 'tests' ? { ...input, says: 'missing' as const } : input,
    );
    given(verified, tested)
      .when(evaluate({ validating: true, gateInputs }))
      .thenNothing();
  });

  it('fails on a refusal, and names it', () => {
    const refusal = { ...inputs[2], says: 'refused' } as GateInput;
    const failed = PreReleaseGateDecided.of({
      releaseId,
      digests: [a],
      verdict: 'failed',
      inputs: named([refusal]),
      policyDigest,
    });
    given(verified, tested)
      .when(evaluate({ validating: true, gateInputs: [refusal] }))
      .then(failed);
    given(verified, tested, failed)
      .when(evaluate({ validating: true, gateInputs: inputs }))
      .then(passed);
  });

  it.each([
    ['bytes that were verified', [tested]],
    ['suites that were confirmed', [verified]],
  ])('does not take %s before an artifact was replaced', (_, others) => {
    given(...others)
      .when(evaluate({ validating: true, gateInputs: inputs }))
      .thenNothing();
    given(verified, tested)
      .when(evaluate({ digests: [digestOf('b')], validating: true, gateInputs: inputs }))
      .thenNothing();
  });
});
