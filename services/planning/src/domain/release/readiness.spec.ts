import { baseFlow } from '@slipway/flow';
import type { FactReference } from '@slipway/contracts';
import type { FlowRun } from '../flow/flow.state.js';
import { readinessOf } from './readiness.policy.js';
import { exampleRelease, exampleTemplate } from './release.examples.js';

const by: FactReference = { kind: 'fact', eventId: '0d4f43d8-8e0e-4fd7-9f5e-6a2d9f7b1c11', type: 'x' };
const known = [
  ...baseFlow.entryCriteria.map(({ id }) => id),
  ...baseFlow.dependencies.slice(0, 2).flatMap(({ items }) => items.map(({ id }) => id)),
];
const run = (changes: Partial<FlowRun> = {}): FlowRun => ({
  status: 'running',
  release: exampleRelease,
  reference: exampleTemplate,
  template: baseFlow,
  earlier: [],
  steps: Object.fromEntries(baseFlow.steps.map(({ id }, at) => [id, at === 0 ? 'active' : 'pending'])),
  met: Object.fromEntries(known.map((id) => [id, by])),
  withdrawn: {},
  outputs: {},
  gates: {},
  waived: {},
  waits: {},
  overdue: {},
  blocked: {},
  hats: {},
  exceptions: {},
  holds: {},
  ...changes,
});
const without = (...ids: string[]) => Object.fromEntries(known.filter((id) => !ids.includes(id)).map((id) => [id, by]));

it('is ready when the entry criteria are met and the steps at hand have what they need', () => {
  const report = readinessOf(run());
  expect(report).toMatchObject({ ready: true, missing: [] });
  expect(new Set(report.dependencies.map(({ step }) => step)).size).toBe(10);
  expect(report.dependencies.find(({ id }) => id === 'prepare-release.dependency-1')).toMatchObject({
    available: true,
    by: { type: 'x' },
  });
});

it('reports what later steps need without waiting for it', () => {
  const later = readinessOf(run()).dependencies.filter(({ step }) => step === 'validate-postrelease');
  expect(later.map(({ available }) => available)).toEqual([false, false]);
});

it('is not ready while an entry criterion is open, and names it', () => {
  expect(readinessOf(run({ met: without('entry-4') }))).toMatchObject({
    ready: false,
    missing: ['entry-4: Documentation complete and approved'],
  });
});

it('takes a waived criterion for met', () => {
  expect(readinessOf(run({ met: without('entry-4'), waived: { 'entry-4': 'an emergency' } })).ready).toBe(true);
});

it('is not ready while the next step lacks a dependency', () => {
  expect(readinessOf(run({ met: without('validate-prerelease.dependency-1') })).missing).toEqual([
    'validate-prerelease.dependency-1: Build artifacts',
  ]);
});
