import {
  ArtifactsRefused,
  QualityEvidenceConfirmed,
  QualityEvidenceLost,
  TestsConfirmed,
  TestsMissing,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { digestOf, now, reference, releaseId, result, standing } from '../fixtures.js';
import type { RecordFindings } from './quality.commands.js';
import { quality } from './quality.decider.js';
import { a, artifact, evaluate, unit, verified } from './quality.fixtures.js';

const { given } = specificationFor(quality, { now, actor: { id: 'validation' } }, (actual) => expect(actual));

const build = result({ kind: 'pipeline', name: 'build', n: 1 });
const evidence = QualityEvidenceConfirmed.of({ releaseId, digests: [a], results: [build.reference, unit.reference] });

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
    ['a pipeline was only cancelled', [{ ...build, outcome: 'cancelled' as const }, unit]],
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

describe('CI evidence that was confirmed', () => {
  const failed = result({ name: 'security-scan', environment: 'staging', outcome: 'failure', n: 7 });
  const lost = QualityEvidenceLost.of({
    releaseId,
    digests: [a],
    contradictedBy: [failed.reference],
    reason: `security-scan of /ci/shop in staging last failed for ${a}`,
  });

  it('is lost when a suite fails in a newer run, required or not, and that is said once', () => {
    const known = evaluate({ results: [build, unit, failed] });
    given(evidence).when(known).then(lost);
    given(evidence, lost).when(known).thenNothing();
  });

  it('is confirmed again when that is healed', () => {
    const healed = result({ ...failed, outcome: 'success', n: 8 });
    const references = [build, unit, healed].map((each) => each.reference);
    given(evidence, lost)
      .when(evaluate({ results: [build, unit, healed] }))
      .then(QualityEvidenceConfirmed.of({ releaseId, digests: [a], results: references }));
  });

  it('stays when a run is cancelled', () => {
    given(evidence)
      .when(evaluate({ results: [build, unit, result({ name: 'new', outcome: 'cancelled' })] }))
      .thenNothing();
  });

  it('names the artifact that failed, of several', () => {
    const b = digestOf('b');
    const ofBoth = QualityEvidenceConfirmed.of({ ...evidence.data, digests: [a, b] });
    const results = [build, unit, { ...build, digest: b }, { ...unit, digest: b, outcome: 'failure' as const }];
    const [event] = given(ofBoth)
      .when(evaluate({ digests: [a, b], results }))
      .events();
    expect(event?.data).toMatchObject({ digests: [b] });
  });

  it('is lost with the artifacts that it was about', () => {
    const b = digestOf('b');
    const changedBy = reference(9);
    const [event, ...others] = given(evidence)
      .when(evaluate({ digests: [b], changedBy, results: [build, unit] }))
      .events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: QualityEvidenceLost.type,
      data: { digests: [a], contradictedBy: [changedBy] },
    });
  });
});

it('says nothing more of a release that has ended', () => {
  given(evidence)
    .when(evaluate({ standing: standing({ ended: true }), results: [result({ outcome: 'failure' })] }))
    .thenRejected('RELEASE_ENDED');
  given()
    .when({ type: 'RequestVerification', releaseId, standing: standing({ ended: true }) })
    .thenRejected('RELEASE_ENDED');
  given()
    .when({ type: 'RecordFindings', releaseId, standing: standing({ ended: true }), findings: [], artifacts: [] })
    .thenRejected('RELEASE_ENDED');
});

describe('the required suites', () => {
  const b = digestOf('b');
  const requiredSuites = ['unit', 'integration'];
  const integration = result({ name: 'integration', n: 3 });
  const missing = TestsMissing.of({
    releaseId,
    digests: [a],
    suites: [{ suite: 'integration', reason: `no result for ${a}` }],
  });
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

  it('are confirmed once for the same artifacts, and anew for others and when those come back', () => {
    const only = { validating: true, requiredSuites: ['unit'], results: [unit, { ...unit, digest: b }] };
    const ofA = TestsConfirmed.of({ releaseId, digests: [a], suites: [{ suite: 'unit', result: unit.reference }] });
    const ofB = TestsConfirmed.of({ ...ofA.data, digests: [b] });
    given(ofA).when(evaluate(only)).thenNothing();
    given(ofA)
      .when(evaluate({ ...only, digests: [b] }))
      .then(ofB);
    given(ofA, ofB).when(evaluate(only)).then(ofA);
  });

  it('are missing again when a later result is a failure', () => {
    const failed = { ...integration, outcome: 'failure' as const };
    const reason = `the latest result of integration of /ci/shop for ${a} is a failure`;
    given(confirmed)
      .when(evaluate({ validating: true, requiredSuites, results: [unit, failed] }))
      .then(TestsMissing.of({ releaseId, digests: [a], suites: [{ suite: 'integration', reason }] }));
  });

  it.each([
    ['of another id', { subject: 'unit-windows' }],
    ['in another environment', { environment: 'staging' }],
    ['of another source', { source: '/ci/other' }],
  ])('are missing while a suite of the name %s last failed', (_, other) => {
    const failed = result({ ...other, outcome: 'failure', n: 4 });
    const [event] = given()
      .when(evaluate({ validating: true, requiredSuites: ['unit'], results: [unit, failed] }))
      .events();
    expect(event).toMatchObject({ type: TestsMissing.type, data: { suites: [{ suite: 'unit' }] } });
  });

  it('are missing while only cancelled runs are known', () => {
    const reason = `only cancelled runs for ${a}`;
    given()
      .when(evaluate({ validating: true, requiredSuites: ['unit'], results: [result({ outcome: 'cancelled' })] }))
      .then(TestsMissing.of({ releaseId, digests: [a], suites: [{ suite: 'unit', reason }] }));
  });
});

describe('the bytes of the artifacts', () => {
  const record = (findings: RecordFindings['findings'], artifacts: RecordFindings['artifacts'] = [artifact]) =>
    ({ type: 'RecordFindings', releaseId, standing: standing(), findings, artifacts }) as const;

  it('are verified when each has its digest', () => {
    given()
      .when(record([{ artifact, digest: a, size: 7 }]))
      .then(verified);
  });

  it('are refused when one has another digest or cannot be had', () => {
    const findings = [
      { artifact, digest: digestOf('b'), size: 7 },
      { artifact, unavailable: 'there is no such file' },
    ];
    given()
      .when(record(findings, [artifact, artifact]))
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

  it.each([
    ['bytes', { ...artifact, digest: digestOf('b') }],
    ['the address', { ...artifact, uri: 'file:///moved/shop.tgz' }],
  ])('are not spoken of when %s were replaced while they were fetched', (_, replacement) => {
    given(verified)
      .when(record([{ artifact, unavailable: 'there is no such file' }], [replacement]))
      .thenRejected('ARTIFACTS_REPLACED');
  });
});
