import {
  DeploymentFailed,
  DeploymentSucceeded,
  eventCatalog,
  GateDecided,
  IssueReviewConcluded,
  ReleaseEndedPostRelease,
  ReleaseReleased,
  RollbackCompleted,
  StepBlocked,
  StepCompleted,
  StepStarted,
  type Role,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { baseFlow, type FlowTemplate } from '@slipway/flow';
import type { Fact } from './flow.commands.js';
import { flow } from './flow.decider.js';
import type { FlowEvent } from './flow.events.js';
import { whatIsMissing } from './missing.js';
import { everything } from './everything.fixtures.js';
import {
  attestationsOf,
  factsOf,
  outputsOf,
  reference,
  release,
  runAfter,
  start,
  takeThrough,
  waiverOf,
} from './flow.fixtures.js';

const person = (id: string, ...roles: Role[]) => ({ id, kind: 'person' as const, roles });
const now = '2026-11-23T10:00:00.000Z';
const { given } = specificationFor(flow, { now, actor: person('ada', 'release-manager') }, expect);

const factOf = (type: string, data: unknown): Fact => ({
  eventId: '0198f3a2-7c1e-7d60-8a52-0f6f8f0b1c2d',
  actor: { id: 'a-service', kind: 'service' },
  ...(eventCatalog.get(type)?.of(data) ?? { type, data }),
});
const ofType = (events: readonly FlowEvent[], type: string) => events.filter((event) => event.type === type);

describe('the flow', () => {
  it('starts the first step when its triggers hold and its dependencies are there', () => {
    const events = takeThrough(start(), [...factsOf(baseFlow, 'prepare-release', ['triggers', 'dependencies'])]);
    expect(ofType(events, StepStarted.type).map(({ data }) => (data as StepStarted['data']).step.id)).toEqual([
      'prepare-release',
    ]);
  });

  it('does not start a step whose dependency is missing, and says which', () => {
    const events = takeThrough(start(), factsOf(baseFlow, 'prepare-release', ['triggers'])).filter(StepBlocked.is);
    expect(events.at(-1)?.data.missing).toContainEqual({
      id: 'prepare-release.dependency-2',
      text: 'team availability',
    });
  });

  it('takes a release from [rv] to [rl] through all ten steps when every fact, attestation and output is there', () => {
    const events = takeThrough(start(), everything(baseFlow));
    expect(ofType(events, StepCompleted.type)).toHaveLength(10);
    expect(events.at(-1)?.type).toBe(ReleaseReleased.type);
    const run = runAfter(events);
    const items = baseFlow.steps.flatMap(({ actions }) => actions);
    expect(items.filter(({ id }) => run.met[id] === undefined)).toEqual([]);
    expect(Object.keys(run.outputs)).toHaveLength(59);
  });

  it('ends in [ps] with what is open when a gate did not pass', () => {
    const worse = everything(baseFlow).map((input) =>
      'eventId' in input && 'uptime' in (input.data as object)
        ? { ...input, data: { ...(input.data as object), uptime: 0.99 } }
        : input,
    );
    const last = takeThrough(start(), worse).filter(ReleaseEndedPostRelease.is).at(-1);
    expect(last?.data).toMatchObject({ status: 'open-items', open: [{ id: 'post-gate-1', reason: 'failed' }] });
  });

  it('looks after a critical issue that came after the review that passed, and ends in [ps]', () => {
    const issues = { raised: 1, open: 1, openCritical: 1, unplanned: 1, hotfixes: 0, breaches: 1 };
    const later = factOf(IssueReviewConcluded.type, { releaseId: release.releaseId, ...issues });
    const events = takeThrough(start(), everything(baseFlow).toSpliced(-1, 0, later));
    const verdicts = events.filter(GateDecided.is).filter(({ data }) => data.gate === 'post-gate-4');
    expect(verdicts.map(({ data }) => data.verdict)).toEqual(['passed', 'failed']);
    expect(runAfter(events)).toMatchObject({ status: 'running', steps: { 'manage-issues': 'active' } });
    const lookedAfter = takeThrough(events, factsOf(baseFlow, 'manage-issues', ['actions']));
    const last = lookedAfter.filter(ReleaseEndedPostRelease.is).at(-1);
    expect(last?.data).toMatchObject({ status: 'open-items', open: [{ id: 'post-gate-4', reason: 'failed' }] });
  });

  it('ends in [ps] when an exit criterion was waived', () => {
    const inputs = everything(baseFlow).filter((input) => !('eventId' in input && input.type.includes('rehearsed')));
    const events = takeThrough(start(), [...waiverOf('exception-1', 'exit-7'), ...inputs]);
    expect(events.filter(ReleaseEndedPostRelease.is).at(-1)?.data).toMatchObject({
      status: 'released-with-exceptions',
      open: [{ id: 'exit-7', reason: 'exception-1, waiver: an emergency' }],
    });
  });

  it('runs an eleventh step, by attestation, without any code for it', () => {
    const audit = {
      ...baseFlow.steps[0],
      id: 'audit-release',
      title: 'Audit',
      sequencing: 'sequential',
      triggers: [{ id: 'audit-release.trigger-1', text: 'An auditor is there' }],
      actions: [{ id: 'audit-release.action-1', text: 'Audit the trail' }],
      outputs: [{ id: 'audit-release.output-1', text: 'Audit report' }],
    } as FlowTemplate['steps'][number];
    const eleven: FlowTemplate = {
      ...baseFlow,
      steps: [...baseFlow.steps, audit],
      signals: { ...baseFlow.signals, steps: [...baseFlow.signals.steps, audit.id] },
    };
    const events = takeThrough(start(eleven), everything(eleven));
    expect(ofType(events, StepCompleted.type)).toHaveLength(11);
    expect(events.at(-1)?.type).toBe(ReleaseReleased.type);
  });

  it('ends in [ps] as rolled back, and cancels what was not done', () => {
    const { releaseId } = release;
    const events = takeThrough(start(), [
      ...upTo(baseFlow, 'execute-deployment'),
      factOf(DeploymentFailed.type, { releaseId, reason: 'phase 1 failed', phase: 1 }),
      factOf(RollbackCompleted.type, { releaseId, restored: release.artifacts, finishedAt: now }),
    ]);
    expect(events.at(-1)).toMatchObject({ type: ReleaseEndedPostRelease.type, data: { status: 'rolled-back' } });
    expect(runAfter(events).steps).toMatchObject({ 'execute-deployment': 'failed', 'close-release': 'cancelled' });
  });

  it('keeps a fact that comes too late as refused', () => {
    const ended = takeThrough(start(), [{ type: 'Abort', reason: 'superseded' }]);
    const late = factOf(DeploymentSucceeded.type, {
      releaseId: release.releaseId,
      environment: 'production',
      artifacts: release.artifacts,
      criticalErrors: 0,
      finishedAt: now,
    });
    expect(
      given(...ended)
        .when({ type: 'RecordFacts', facts: [late], later: [] })
        .events(),
    ).toMatchObject([{ data: { fact: { type: DeploymentSucceeded.type } } }]);
  });

  it('stores the inputs and the policy digest of a gate verdict', () => {
    const gate = takeThrough(start(), everything(baseFlow))
      .filter(GateDecided.is)
      .find(({ data }) => data.gate === 'release-gate-5');
    expect(gate?.data).toMatchObject({
      verdict: 'passed',
      policyDigest: reference.digest,
      inputs: [{ values: { ratio: 1 } }],
    });
  });

  describe('a step with a gate', () => {
    const withErrors = upTo(baseFlow, 'validate-postrelease').map((input) =>
      'eventId' in input && input.type === DeploymentSucceeded.type
        ? { ...input, data: { ...(input.data as object), criticalErrors: 1 } }
        : input,
    );
    const stuck = () => takeThrough(start(), withErrors);
    const completed = (events: readonly FlowEvent[]) => events.filter(StepCompleted.is).map(({ data }) => data.step);

    it('is not done before the gate has passed', () => {
      expect(completed(stuck())).toEqual(['prepare-release', 'validate-prerelease', 'coordinate-release']);
      expect(whatIsMissing(runAfter(stuck()))[0]).toEqual({
        step: 'execute-deployment',
        status: 'active',
        since: now,
        deadline: '2026-11-23T13:00:00.000Z',
        missing: [expect.objectContaining({ id: 'release-gate-1', facts: [DeploymentSucceeded.type] })],
      });
    });
    it('is done once the gate is waived', () => {
      const waived = takeThrough(stuck(), waiverOf('exception-1', 'release-gate-1'));
      expect(completed(waived)).toContain('execute-deployment');
    });
  });

  it('tells what keeps each step from starting', () => {
    const missing = whatIsMissing(runAfter(start())).find(({ step }) => step === 'prepare-release')?.missing;
    expect(missing?.map(({ id }) => id)).toEqual([
      'prepare-release.trigger-1',
      'prepare-release.trigger-2',
      'prepare-release.dependency-1',
      'prepare-release.dependency-2',
    ]);
  });

  it('starts nothing while paused, and catches up when resumed', () => {
    const paused = takeThrough(start(), [
      { type: 'Pause', reason: 'waiting' },
      ...factsOf(baseFlow, 'prepare-release', ['triggers', 'dependencies']),
    ]);
    expect(ofType(paused, StepStarted.type)).toEqual([]);
    expect(ofType(takeThrough(paused, [{ type: 'Resume', reason: 'go' }]), StepStarted.type)).toHaveLength(1);
  });
});

describe('stopping a release', () => {
  it('refuses to abort once the deployment has begun', () => {
    const checked = factsOf(baseFlow, 'execute-deployment', ['actions']).slice(0, 1);
    given(...takeThrough(start(), [...upTo(baseFlow, 'execute-deployment'), ...checked]))
      .when({ type: 'Abort', reason: 'too late' })
      .thenRejected('ABORT_TOO_LATE');
  });
  it('aborts a deployment that was ordered and could not begin', () => {
    const aborted = takeThrough(start(), [
      ...upTo(baseFlow, 'execute-deployment'),
      { type: 'Abort', reason: 'its window has passed' },
    ]);
    expect(runAfter(aborted)).toMatchObject({ status: 'post-release', steps: { 'execute-deployment': 'cancelled' } });
  });
  it('refuses to roll back what was not deployed', () => {
    given(...start())
      .when({ type: 'RequestRollback', reason: 'no' })
      .thenRejected('NOTHING_TO_ROLL_BACK');
  });
});

function upTo(template: FlowTemplate, step: string) {
  const before = template.steps.slice(
    0,
    template.steps.findIndex(({ id }) => id === step),
  );
  return [
    ...attestationsOf(template),
    ...before.flatMap(({ id }) => [...factsOf(template, id), ...outputsOf(template, id)]),
    ...factsOf(template, step, ['triggers', 'dependencies']),
  ];
}
