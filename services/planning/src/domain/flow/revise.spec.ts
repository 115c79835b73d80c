import {
  ApprovalLapsed,
  ApprovalObtained,
  EnvironmentPrepared,
  ItemWithdrawn,
  StepCompleted,
  StepReopened,
  StepStarted,
  TestsConfirmed,
  WindowReached,
} from '@slipway/contracts';
import { baseFlow } from '@slipway/flow';
import { currentFacts } from './aspects.policy.js';
import type { FlowCommand } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import {
  asFact,
  attestationsOf,
  factsOf,
  outputsOf,
  release,
  runAfter,
  start,
  takeThrough,
  through,
  type Input,
} from './flow.fixtures.js';
import { whatIsMissing } from './missing.js';

const { releaseId } = release;
const [a = ''] = release.artifacts.map(({ digest }) => digest);
const b = `sha256:${'b'.repeat(64)}`;

const carrying = (digest: string): FlowCommand => ({
  type: 'ReviseRelease',
  release: { ...release, artifacts: [{ name: 'shop', uri: 'file:///shop', digest }] },
});

const result = {
  trail: 'artifact-a',
  type: 'test-suite',
  eventId: '0198f3a2-7c1e-7d60-8a52-0f6f8f0b1c2d',
  hash: 'e'.repeat(64),
};
const approved = (digest: string) =>
  asFact(ApprovalObtained.of({ releaseId, approvers: ['grace'], digests: [digest] }));
const lapsed = asFact(ApprovalLapsed.of({ releaseId, approvers: ['grace'], reason: 'the artifacts changed' }));
const tested = (digest: string) =>
  asFact(TestsConfirmed.of({ releaseId, digests: [digest], suites: [{ suite: 'unit', result }] }));

const validated = takeThrough(start(), [
  ...through('prepare-release'),
  ...factsOf(baseFlow, 'criteria'),
  ...through('validate-prerelease'),
]);
const after = (...inputs: Input[]) => takeThrough(validated, inputs).slice(validated.length);

describe('other artifacts', () => {
  it('withdraw whatever was proven of those before, and nothing else', () => {
    const withdrawn = after(carrying(b)).filter(ItemWithdrawn.is);
    expect(withdrawn.map(({ data }) => data.item).sort()).toEqual([
      'close-release.dependency-2',
      'coordinate-release.dependency-2',
      'coordinate-release.trigger-1',
      'entry-2',
      'entry-3',
      'prepare-release.dependency-1',
      'prepare-release.trigger-2',
      'validate-prerelease.action-1',
      'validate-prerelease.action-2',
      'validate-prerelease.action-6',
      'validate-prerelease.dependency-1',
      'validate-prerelease.dependency-2',
    ]);
    expect(withdrawn.find(({ data }) => data.item === 'entry-2')?.data).toMatchObject({
      kind: 'criterion',
      was: { kind: 'fact', type: ApprovalObtained.type },
    });
  });

  it('reopen the step that they undo, so that no later one starts on its strength', () => {
    const events = after(
      carrying(b),
      ...through('coordinate-release'),
      ...factsOf(baseFlow, 'execute-deployment', ['triggers', 'dependencies']),
    );
    expect(events.filter(StepReopened.is).map(({ data }) => data.step)).toEqual(['validate-prerelease']);
    expect(events.filter(StepStarted.is)).toEqual([]);
    const run = runAfter([...validated, ...events]);
    expect(run.steps).toMatchObject({ 'prepare-release': 'done', 'validate-prerelease': 'active' });
    expect(whatIsMissing(run)[0]?.missing.map(({ id }) => id)).toEqual([
      'validate-prerelease.action-1',
      'validate-prerelease.action-2',
      'validate-prerelease.action-6',
    ]);
  });

  it('are proven by facts of their own, which complete the step again', () => {
    const proofs = factsOf(baseFlow, 'validate-prerelease', ['actions']).map((fact) => ({
      ...fact,
      data: { ...(fact.data as object), digests: [b], artifacts: [{ digest: b }] },
    }));
    const events = after(carrying(b), ...proofs);
    expect(events.filter(StepCompleted.is).map(({ data }) => data.step)).toEqual(['validate-prerelease']);
  });

  it('leave everything as it was when they are the same bytes', () => {
    expect(after(carrying(a)).map(({ type }) => type)).toEqual(['dev.slipway.planning.release-revised.v1']);
  });
});

describe('a proof of other artifacts than those of the release', () => {
  it('is refused, with the reason, once they were replaced', () => {
    expect(after(carrying(b), approved(a)).at(-1)?.data).toMatchObject({
      fact: { type: ApprovalObtained.type },
      reason: 'it is about the artifacts that the release had before',
    });
  });

  it('counts for nothing before the news of them has come', () => {
    expect(after(approved(b))).toEqual([]);
  });
});

describe('another window', () => {
  const moved = { start: '2026-12-01T12:00:00.000Z', end: '2026-12-01T14:00:00.000Z' };
  const moveWindow: FlowCommand = { type: 'ReviseRelease', release: { ...release, window: moved } };
  const open = (window: typeof moved) => asFact(WindowReached.of({ releaseId, phase: 'open', window }));
  const begun = [open(release.window), ...factsOf(baseFlow, 'coordinate-release', ['triggers', 'dependencies'])];
  const coordinated = [
    ...factsOf(baseFlow, 'coordinate-release', ['actions']),
    ...outputsOf(baseFlow, 'coordinate-release'),
    ...attestationsOf(baseFlow),
    ...factsOf(baseFlow, 'execute-deployment', ['dependencies']),
  ];
  const startedSteps = (events: readonly FlowEvent[]) => events.filter(StepStarted.is).map(({ data }) => data.step.id);

  it('is waited for, though the one before was reached', () => {
    expect(startedSteps(after(...begun, ...coordinated))).toContain('execute-deployment');
    const waiting = [...begun, moveWindow, ...coordinated];
    expect(startedSteps(after(...waiting))).not.toContain('execute-deployment');
    expect(startedSteps(after(...waiting, open(moved)))).toContain('execute-deployment');
  });

  it('is not reached by what comes late from the one before', () => {
    expect(after(moveWindow, open(release.window)).at(-1)?.data).toMatchObject({
      reason: 'it is about the window that the release had before',
    });
  });
});

it('another environment than that of the release is refused as prepared', () => {
  const staging = asFact({ type: EnvironmentPrepared.type, data: { releaseId, environment: 'staging' } });
  expect(takeThrough(start(), [staging]).at(-1)?.data).toMatchObject({ reason: 'it is about another environment' });
});

describe('what a trail says of a release', () => {
  it('is what was said of its artifacts, whenever it was said', () => {
    const [ofA, ofB] = [tested(a), tested(b)];
    expect(currentFacts([ofA, ofB], release)).toEqual([ofA]);
    expect(currentFacts([ofB], release)).toEqual([]);
  });

  it('is not what was taken back since', () => {
    const again = approved(a);
    expect(currentFacts([approved(a), lapsed], release)).toEqual([]);
    expect(currentFacts([approved(a), lapsed, again], release)).toEqual([again]);
  });
});
