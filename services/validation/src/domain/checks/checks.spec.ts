import {
  CheckKind,
  CheckPlanRecorded,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PostReleaseValidationPassed,
  type HttpCheck,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { digestOf, now, releaseId, standing } from '../fixtures.js';
import { checks } from './checks.decider.js';
import type { RecordPlan } from './checks.commands.js';
import type { CheckPlan } from './checks.state.js';
import { judgePerformance, measured } from './judge-performance.policy.js';
import { percentile } from './percentile.js';

const { given } = specificationFor(checks, { now, actor: { id: 'katherine' } }, (actual) => expect(actual));

const check: HttpCheck = {
  name: 'start page',
  url: 'http://shop.test/',
  method: 'GET',
  headers: {},
  expect: { status: 200 },
};
const plan: CheckPlan = {
  requiredSuites: ['unit'],
  checks: { functionality: [check], smoke: [check], performance: [check], integration: [check], access: [check] },
  performance: { requests: 100, p95: 300, p99: 500, errorRate: 0.01 },
};
const planned = CheckPlanRecorded.of({ releaseId, ...plan });
const good = [{ name: 'start page', passed: true, observed: '200' }];
const bad = [...good, { name: 'basket', passed: false, observed: '500' }];
const passed = (kind: CheckKind) => PostReleaseCheckPassed.of({ releaseId, kind, results: good });
const run = (kind: CheckKind, results = good) => ({
  type: 'RecordRun' as const,
  releaseId,
  standing: standing(),
  kind,
  plan,
  results,
});
const digest = digestOf('d');
const record = (overrides: Partial<RecordPlan> = {}): RecordPlan => ({
  ...{ type: 'RecordPlan', releaseId, standing: standing(), plan, digest, settled: false },
  ...overrides,
});
const request = (due: boolean) =>
  ({ type: 'RequestRun', releaseId, standing: standing(), kind: 'smoke', due }) as const;
const allBut = (kind: CheckKind) => CheckKind.options.filter((each) => each !== kind).map(passed);

describe('the check plan', () => {
  it('is recorded, and not twice', () => {
    given().when(record()).then(planned);
    given(planned).when(record()).thenNothing();
  });

  it('expects no server error of what it checks', () => {
    const broken = { ...check, expect: { status: 503 } };
    for (const kind of CheckKind.options)
      given()
        .when(record({ plan: { ...plan, checks: { ...plan.checks, [kind]: [check, broken] } } }))
        .thenRejected('CHECK_EXPECTS_FAILURE');
  });

  it('stays as it is once the release is validated under it', () => {
    const validated = PostReleaseValidationPassed.of({ releaseId, kinds: CheckKind.options.slice() });
    const other = { ...plan, requiredSuites: ['unit', 'integration'] };
    given(planned, validated)
      .when(record({ plan: other }))
      .thenRejected('VALIDATION_ALREADY_PASSED');
  });

  const eased = { ...plan, performance: { ...plan.performance, p95: 400 } };
  const stricter = { ...plan, requiredSuites: ['unit', 'integration'] };

  it('is eased by an exception alone once somebody has approved the release, or its validation has begun', () => {
    const exception = { kind: 'check-plan', items: ['check-plan'], to: digest };
    const body = JSON.stringify({ ...exception, reason: '…' });
    given(planned)
      .when(record({ plan: eased, settled: true }))
      .thenRejected('EXCEPTION_REQUIRED', {
        ...exception,
        eased: ['the limit p95: from 300 to 400'],
        fix: `send POST /planning/v1/releases/${releaseId}/exceptions ${body}, and this plan again once the exception is granted`,
      });
    given(planned)
      .when(record({ plan: eased, settled: true, standing: standing({ checkPlans: [digestOf('e')] }) }))
      .thenRejected('EXCEPTION_REQUIRED');
    given(planned)
      .when(record({ plan: eased, settled: true, standing: standing({ checkPlans: [digest] }) }))
      .then(CheckPlanRecorded.of({ releaseId, ...eased }));
  });

  it('is eased freely before that, and made stricter at any time', () => {
    given(planned)
      .when(record({ plan: eased }))
      .then(CheckPlanRecorded.of({ releaseId, ...eased }));
    given(planned)
      .when(record({ plan: stricter, settled: true }))
      .then(CheckPlanRecorded.of({ releaseId, ...stricter }));
    given()
      .when(record({ settled: true }))
      .then(planned);
  });

  it('does not turn a failure into a success', () => {
    const failed = PostReleaseCheckFailed.of({ releaseId, kind: 'performance', results: bad });
    given(planned, ...allBut('performance'), failed)
      .when(record({ plan: eased, settled: true }))
      .thenRejected('EXCEPTION_REQUIRED');
  });
});

describe('a run of checks', () => {
  it('needs a plan, and a version to look at', () => {
    given().when(request(true)).thenRejected('CHECK_PLAN_MISSING');
    given(planned).when(request(false)).thenRejected('VALIDATION_NOT_STARTED');
    given(planned).when(request(true)).thenNothing();
  });

  it('passes when each check passes', () => {
    given(planned).when(run('smoke')).then(passed('smoke'));
  });

  it('fails when one check fails', () => {
    given(planned)
      .when(run('smoke', bad))
      .then(PostReleaseCheckFailed.of({ releaseId, kind: 'smoke', results: bad }));
  });

  it('completes the validation when it is the last of the five kinds', () => {
    const validated = PostReleaseValidationPassed.of({ releaseId, kinds: CheckKind.options.slice() });
    given(planned, ...allBut('access'))
      .when(run('access'))
      .then(passed('access'), validated);
  });

  it('completes nothing while another kind last failed', () => {
    const failed = PostReleaseCheckFailed.of({ releaseId, kind: 'smoke', results: bad });
    given(planned, ...allBut('access'), failed)
      .when(run('access'))
      .then(passed('access'));
  });

  it('takes the validation back when it fails after that, and completes it again once it passes', () => {
    const validated = PostReleaseValidationPassed.of({ releaseId, kinds: CheckKind.options.slice() });
    const all = [planned, ...CheckKind.options.map(passed), validated];
    const failed = PostReleaseCheckFailed.of({ releaseId, kind: 'smoke', results: bad });
    given(...all)
      .when(run('smoke', bad))
      .then(failed);
    given(...all, failed)
      .when(run('smoke'))
      .then(passed('smoke'), validated);
  });

  it('shows what it found until it runs again', () => {
    const state = given(planned).when(run('smoke', bad)).state();
    expect(state).toMatchObject({ outcomes: { smoke: 'failed' }, results: { smoke: bad } });
  });

  it('is over when the release has ended', () => {
    const over = standing({ ended: true });
    given(planned)
      .when({ ...request(true), standing: over })
      .thenRejected('RELEASE_ENDED');
    given(planned)
      .when({ ...run('smoke'), standing: over })
      .thenRejected('RELEASE_ENDED');
    given(planned)
      .when(record({ standing: over }))
      .thenRejected('RELEASE_ENDED');
  });

  it('says nothing when another plan has come meanwhile', () => {
    const other = CheckPlanRecorded.of({ releaseId, ...plan, requiredSuites: ['unit', 'integration'] });
    given(planned, other).when(run('smoke')).thenNothing();
  });

  it('counts for the plan that it was made under', () => {
    given(planned, ...allBut('access'), planned)
      .when(run('access'))
      .then(passed('access'));
  });
});

describe('performance', () => {
  const samples = (times: readonly number[], failures = 0) =>
    times.map((milliseconds, at) => ({ milliseconds, failed: at < failures }));
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1);

  it('takes percentiles by nearest rank', () => {
    expect([percentile(hundred, 0.95), percentile(hundred, 0.99), percentile([7], 0.5), percentile([], 0.5)]).toEqual([
      95, 99, 7, 0,
    ]);
  });

  it('is judged by each threshold', () => {
    const thresholds = { requests: 100, p95: 95, p99: 98, errorRate: 0.02 };
    const verdicts = judgePerformance(measured(samples(hundred, 2)), thresholds);
    expect(verdicts.map(({ name, passed: held }) => [name, held])).toEqual([
      ['p95 in ms', true],
      ['p99 in ms', false],
      ['error rate', true],
    ]);
  });

  it('is not proven by no requests', () => {
    const verdicts = judgePerformance(measured([]), plan.performance);
    expect(verdicts.some(({ passed: held }) => held)).toBe(false);
  });
});
