import {
  ApprovalLapsed,
  ApprovalObtained,
  ItemWithdrawn,
  StepCompleted,
  StepReopened,
  StepStarted,
  TestsConfirmed,
  type DomainEvent,
} from '@slipway/contracts';
import { baseFlow } from '@slipway/flow';
import { proofsOf } from './bytes.policy.js';
import type { Fact, FlowCommand } from './flow.commands.js';
import { factsOf, outputsOf, release, runAfter, start, takeThrough } from './flow.fixtures.js';
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
let ordinal = 0;
const asFact = ({ type, data }: DomainEvent): Fact => ({
  type,
  data,
  eventId: `0198f3a2-7c1e-7d60-8a52-${String(++ordinal).padStart(12, '0')}`,
});
const approved = (digest: string) =>
  asFact(ApprovalObtained.of({ releaseId, approvers: ['grace'], digests: [digest] }));
const lapsed = asFact(ApprovalLapsed.of({ releaseId, approvers: ['grace'], reason: 'the artifacts changed' }));
const tested = (digest: string) =>
  asFact(TestsConfirmed.of({ releaseId, digests: [digest], suites: [{ suite: 'unit', result }] }));

const step = (id: string) => [...factsOf(baseFlow, id), ...outputsOf(baseFlow, id)];
const validated = takeThrough(start(), [
  ...step('prepare-release'),
  ...factsOf(baseFlow, 'criteria'),
  ...step('validate-prerelease'),
]);
const after = (...inputs: Parameters<typeof takeThrough>[1]) => takeThrough(validated, inputs).slice(validated.length);

describe('other artifacts', () => {
  it('withdraw whatever was proven of those before, and nothing else', () => {
    const withdrawn = after(carrying(b)).filter(ItemWithdrawn.is);
    expect(withdrawn.map(({ data }) => data.item).sort()).toEqual([
      'close-release.dependency-2',
      'coordinate-release.dependency-2',
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
      ...step('coordinate-release'),
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
      reason: `it is about artifacts that were replaced: ${a}`,
    });
  });

  it('counts for nothing before the news of them has come', () => {
    expect(after(approved(b))).toEqual([]);
  });
});

describe('what a trail proves of some artifacts', () => {
  it('is what was said of just these, whenever it was said', () => {
    const [ofA, ofB] = [tested(a), tested(b)];
    expect(proofsOf([ofA, ofB], [a])).toEqual([ofA]);
    expect(proofsOf([ofA, ofB], [a, b])).toEqual([]);
  });

  it('holds no approval that has lapsed since', () => {
    const again = approved(a);
    expect(proofsOf([approved(a), lapsed], [a])).toEqual([]);
    expect(proofsOf([approved(a), lapsed, again], [a])).toEqual([again]);
  });
});
