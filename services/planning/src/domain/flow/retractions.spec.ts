import {
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PreReleaseGateDecided,
  StepCompleted,
  StepReopened,
  StepStarted,
  TeamRoleAssigned,
  TestsMissing,
} from '@slipway/contracts';
import { baseFlow } from '@slipway/flow';
import {
  asFact,
  attestationsOf,
  factsOf,
  release,
  runAfter,
  start,
  takeThrough,
  through,
  waiverOf,
} from './flow.fixtures.js';

const { releaseId } = release;
const eventId = '0198f3a2-7c1e-7d60-8a52-0f6f8f0b1c2d';
const openDeployment = factsOf(baseFlow, 'execute-deployment', ['triggers', 'dependencies']);
const criteria = [...factsOf(baseFlow, 'criteria'), ...attestationsOf(baseFlow)];
const validated = takeThrough(start(), [...through('prepare-release'), ...criteria, ...through('validate-prerelease')]);

const suites = [{ suite: 'unit', reason: 'the latest result is a failure' }];
const missing = asFact(TestsMissing.of({ releaseId, suites }));
const results = [{ name: 'start page', passed: false, observed: '500' }];
const failed = (kind: 'smoke' | 'performance') => asFact(PostReleaseCheckFailed.of({ releaseId, kind, results }));

describe('the retraction of a fact that met an action', () => {
  it('opens the action again and reopens its step, so that nothing is deployed', () => {
    const after = takeThrough(validated, [missing, ...through('coordinate-release'), ...openDeployment]);
    expect(after.filter(StepReopened.is).map(({ data }) => data)).toEqual([
      expect.objectContaining({ step: 'validate-prerelease', reason: `taken back by ${TestsMissing.type}` }),
    ]);
    expect(after.filter(StepStarted.is).map(({ data }) => data.step.id)).not.toContain('execute-deployment');
  });

  it('is met again by the fact itself', () => {
    const metAgain = takeThrough(validated, [missing, ...factsOf(baseFlow, 'validate-prerelease', ['actions'])]);
    expect(runAfter(metAgain).steps['validate-prerelease']).toBe('done');
    expect(metAgain.filter(StepCompleted.is)).toHaveLength(3);
  });

  it('opens what rests on the same kind of fact alone', () => {
    const checked = takeThrough(validated, [
      ...through('coordinate-release', 'execute-deployment'),
      ...factsOf(baseFlow, 'gates'),
      ...through('validate-postrelease'),
      failed('smoke'),
    ]);
    const { met, gates, steps } = runAfter(checked);
    expect(steps['validate-postrelease']).toBe('active');
    expect(met['validate-postrelease.action-2']).toBeUndefined();
    expect(met['validate-postrelease.action-1']).toMatchObject({ type: PostReleaseCheckPassed.type });
    expect(gates).toMatchObject({ 'release-gate-2': 'failed', 'release-gate-3': 'passed' });
    expect(runAfter(takeThrough(checked, [failed('performance')])).gates['release-gate-3']).toBe('failed');
  });

  it('is a verdict that turned', () => {
    const turned = PreReleaseGateDecided.of({
      releaseId,
      digests: release.artifacts.map(({ digest }) => digest),
      verdict: 'failed',
      inputs: [{ eventId, type: TestsMissing.type }],
      policyDigest: `sha256:${'e'.repeat(64)}`,
    });
    expect(runAfter(takeThrough(validated, [asFact(turned)])).met['validate-prerelease.action-6']).toBeUndefined();
  });

  it('is a new member of the team, who has acknowledged nothing', () => {
    const assigned = asFact(TeamRoleAssigned.of({ releaseId, role: 'deployer', person: 'edsger' }));
    const { met, steps } = runAfter(takeThrough(validated, [assigned]));
    expect([met['entry-6'], met['prepare-release.action-3']]).toEqual([undefined, undefined]);
    expect(steps['prepare-release']).toBe('active');
  });
});

it('no deployment starts while an entry criterion is open', () => {
  const unattested = takeThrough(start(), [
    ...through('prepare-release'),
    ...factsOf(baseFlow, 'criteria'),
    ...through('validate-prerelease', 'coordinate-release'),
    ...openDeployment,
  ]);
  expect(runAfter(unattested).steps['execute-deployment']).toBe('pending');
  expect(runAfter(takeThrough(unattested, waiverOf('exception-1', 'entry-4'))).steps['execute-deployment']).toBe(
    'active',
  );
});
