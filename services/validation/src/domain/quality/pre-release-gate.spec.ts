import { ArtifactsRefused, ArtifactsVerified, PreReleaseGateDecided, TestsConfirmed } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { digestOf, now, releaseId, uuid } from '../fixtures.js';
import { gateSubjects, type GateInput } from './pre-release-gate.policy.js';
import { quality } from './quality.decider.js';
import { a, evaluate, policyDigest, unit, verified } from './quality.fixtures.js';

const { given } = specificationFor(quality, { now, actor: { id: 'validation' } }, (actual) => expect(actual));

describe('the gate before the release', () => {
  const type = (subject: string) =>
    subject === 'artifacts' ? ArtifactsVerified.type : `dev.slipway.test.${subject}.v1`;
  const inputs: GateInput[] = gateSubjects.map((subject, at) => ({
    subject,
    eventId: uuid(at),
    type: type(subject),
    says: 'confirmed',
    ...(['evidence', 'artifacts', 'tests'].includes(subject) ? { digests: [a] } : {}),
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

  it('passes on the six facts, whose ids it keeps', () => {
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
    const refusal = { ...inputs[3], says: 'refused' } as GateInput;
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

  const of = (digests: string[], says: GateInput['says'] = 'confirmed') =>
    inputs.map((input) => ('digests' in input ? { ...input, digests, says } : input));
  const b = digestOf('b');

  it.each(['evidence', 'artifacts', 'tests'])(
    'does not take %s that were confirmed before an artifact was replaced',
    (subject) => {
      const stale = inputs.map((input) => (input.subject === subject ? { ...input, digests: [b] } : input));
      given(verified, tested)
        .when(evaluate({ validating: true, gateInputs: stale }))
        .thenNothing();
    },
  );

  it('does not take tests that do not say what they tested', () => {
    const gateInputs = inputs.map(({ digests: _, ...input }) => input);
    given(verified, tested)
      .when(evaluate({ validating: true, gateInputs }))
      .thenNothing();
  });

  it('does not fail on a refusal of an artifact that was replaced, but on that of any of the present ones', () => {
    given()
      .when(evaluate({ digests: [b], validating: true, gateInputs: of([a], 'refused') }))
      .thenNothing();
    const refusal = of([b], 'refused').slice(1, 2);
    const { policyDigest: _, ...verdict } = { ...passed.data, digests: [a, b], verdict: 'failed' as const };
    given()
      .when(evaluate({ digests: [a, b], validating: true, gateInputs: refusal }))
      .then(PreReleaseGateDecided.of({ ...verdict, policyDigest, inputs: named(refusal) }));
  });

  it('is decided for each set of artifacts, also when the earlier ones come back', () => {
    const again = inputs.map((input) => (input.subject === 'artifacts' ? { ...input, eventId: uuid(9) } : input));
    const ofB = PreReleaseGateDecided.of({ ...passed.data, digests: [b] });
    given(passed)
      .when(evaluate({ digests: [b], validating: true, gateInputs: of([b]) }))
      .then(ofB);
    given(passed, ofB)
      .when(evaluate({ validating: true, gateInputs: again }))
      .then(PreReleaseGateDecided.of({ ...passed.data, inputs: named(again) }));
    given(passed)
      .when(evaluate({ validating: true, gateInputs: inputs }))
      .thenNothing();
  });

  it.each(['evidence', 'tests', 'rollback', 'coverage'])(
    'fails when %s goes missing after it passed, and passes again',
    (subject) => {
      const gateInputs = inputs.map((input) =>
        input.subject === subject ? { ...input, eventId: uuid(20), says: 'missing' as const } : input,
      );
      const lost = gateInputs.filter((input) => input.subject === subject);
      const failed = PreReleaseGateDecided.of({ ...passed.data, verdict: 'failed', inputs: named(lost) });
      given(passed)
        .when(evaluate({ validating: true, gateInputs }))
        .then(failed);
      given(passed, failed)
        .when(evaluate({ validating: true, gateInputs }))
        .thenNothing();
      given(passed, failed)
        .when(evaluate({ validating: true, gateInputs: inputs }))
        .then(passed);
    },
  );

  it('names each artifact that is refused', () => {
    const refusals = [a, b].map((digest, at) => ({
      ...({ subject: 'artifacts', type: ArtifactsRefused.type, says: 'refused' } as const),
      ...{ eventId: uuid(30 + at), digests: [digest] },
    }));
    const [event] = given()
      .when(evaluate({ digests: [a, b], validating: true, gateInputs: refusals }))
      .events();
    expect(event?.data).toMatchObject({ verdict: 'failed', inputs: named(refusals) });
  });
});
