import { conductOf, later, type FlowStep } from '@slipway/flow';
import type { FlowRun, Wait } from './flow.state.js';

/** A step of variable length has no deadline. */
export const deadlineOf = ({ duration }: FlowStep, since: string): { deadline?: string } =>
  duration.kind === 'range' ? { deadline: later(since, duration.maximum) } : {};

/** What the release waits for now, by step: the completion of the active steps, and the start of the next sequential one. */
export function currentWaits(run: FlowRun): Readonly<Record<string, Wait>> {
  const active = Object.entries(run.waits).filter(([step]) => run.steps[step] === 'active');
  const sequential = run.template.steps.filter(({ sequencing }) => sequencing === 'sequential');
  const next = sequential.find(({ id }) => run.steps[id] === 'pending');
  const oneRuns = sequential.some(({ id }) => run.steps[id] === 'active');
  if (next === undefined || oneRuns || run.progressAt === undefined) return Object.fromEntries(active);
  const { start } = conductOf(run.release.policy).deadlines;
  const wait: Wait = { since: run.progressAt, deadline: later(run.progressAt, start) };
  return Object.fromEntries([...active, [next.id, wait]]);
}
