import {
  ReleaseEndedPostRelease,
  ReleaseReleased,
  RollbackCompleted,
  RollbackFailed,
  StepCancelled,
} from '@slipway/contracts';
import { reported } from './exceptions/exception-report.js';
import type { Fact } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import { hasEnded, type FlowRun } from './flow.state.js';
import { hatsInConflict } from './hats.js';
import { secondReviewOf } from './second-review.js';

interface OpenItem {
  readonly id: string;
  readonly text: string;
  readonly reason: string;
}

/** `[rl]` needs every criterion met and every gate passed, none of them by an exception; anything else is `[ps]`. */
export function endIfComplete(run: FlowRun): FlowEvent[] {
  if (!run.template.steps.every(({ id, required }) => !required || run.steps[id] === 'done')) return [];
  const { releaseId, product, version } = run.release;
  const open = openItems(run);
  const exceptions = exceptedItems(run);
  if (open.length === 0 && exceptions.length === 0)
    return [ReleaseReleased.of({ releaseId, product, version, signal: 'rl' })];
  const status = open.length === 0 ? 'released-with-exceptions' : 'open-items';
  return [ReleaseEndedPostRelease.of({ releaseId, signal: 'ps', status, open: [...open, ...exceptions] })];
}

/** A rollback, done or failed, ends the release. */
export function endAfterRollback(run: FlowRun, fact: Fact): FlowEvent[] {
  if (hasEnded(run)) return [];
  if (RollbackCompleted.is(fact)) return endedEarly(run, 'rolled-back', 'the release was rolled back');
  if (RollbackFailed.is(fact)) return endedEarly(run, 'rollback-failed', `the rollback failed: ${fact.data.reason}`);
  return [];
}

/** Cancels the steps that are not done, and ends the release in post-release status. */
export function endedEarly(
  run: FlowRun,
  status: 'rolled-back' | 'rollback-failed' | 'aborted' | 'open-items',
  reason: string,
): FlowEvent[] {
  const { releaseId } = run.release;
  const cancelled = run.template.steps.filter(({ id }) => ['pending', 'active'].includes(run.steps[id] ?? ''));
  return [
    ...cancelled.map(({ id }) => StepCancelled.of({ releaseId, step: id, reason })),
    ReleaseEndedPostRelease.of({
      releaseId,
      signal: 'ps',
      status,
      open: [...openItems(run), ...exceptedItems(run)],
    }),
  ];
}

/** Required items that are neither met nor waived. */
function openItems(run: FlowRun): OpenItem[] {
  const { entryCriteria, exitCriteria, gates } = run.template;
  const criteria = [...entryCriteria, ...exitCriteria, ...secondReviewOf(run)].filter(
    ({ id }) => run.met[id] === undefined,
  );
  const judged = [...gates.release, ...gates.postRelease].filter(({ id }) => run.gates[id] !== 'passed');
  return [
    ...criteria.map(({ id, text }) => ({ id, text, reason: 'not met' })),
    ...judged.map(({ id, text }) => ({ id, text, reason: run.gates[id] ?? 'not decided' })),
  ]
    .filter(({ id }) => run.waived[id] === undefined)
    .concat(held(run), misassigned(run));
}

const held = ({ holds }: FlowRun): OpenItem[] =>
  Object.entries(holds).map(([id, reason]) => ({ id, text: 'The flow is held', reason }));

const misassigned = (run: FlowRun): OpenItem[] =>
  hatsInConflict(run).map((reason) => ({ id: 'hats', text: 'Nobody wears two hats that are kept apart', reason }));

/** Every granted exception that keeps the release from `[rl]`, by its subject. */
function exceptedItems(run: FlowRun): OpenItem[] {
  return Object.values(run.exceptions)
    .filter(({ status, preventsReleased }) => status === 'granted' && preventsReleased === true)
    .flatMap((exception) => reported(run, exception));
}
