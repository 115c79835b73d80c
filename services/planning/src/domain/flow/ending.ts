import {
  ReleaseEndedPostRelease,
  ReleaseReleased,
  RollbackCompleted,
  RollbackFailed,
  StepCancelled,
} from '@slipway/contracts';
import type { Fact } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import { hasEnded, type FlowRun } from './flow.state.js';

interface OpenItem {
  readonly id: string;
  readonly text: string;
  readonly reason: string;
}

/** `[rl]` needs every exit criterion met and every gate passed, none of them waived; anything else is `[ps]`. */
export function endIfComplete(run: FlowRun): FlowEvent[] {
  if (!run.template.steps.every(({ id, required }) => !required || run.steps[id] === 'done')) return [];
  const { releaseId, product, version } = run.release;
  const open = openItems(run);
  return open.length === 0
    ? [ReleaseReleased.of({ releaseId, product, version, signal: 'rl' })]
    : [ReleaseEndedPostRelease.of({ releaseId, signal: 'ps', status: 'open-items', open })];
}

/** A rollback, done or failed, ends the release. */
export function endAfterRollback(run: FlowRun, fact: Fact): FlowEvent[] {
  if (hasEnded(run)) return [];
  if (RollbackCompleted.is(fact)) return endedEarly(run, 'rolled-back', 'the release was rolled back');
  if (RollbackFailed.is(fact)) return endedEarly(run, 'rollback-failed', `the rollback failed: ${fact.data.reason}`);
  return [];
}

/** Cancels what has not been done and ends the release in post-release status. */
export function endedEarly(
  run: FlowRun,
  status: 'rolled-back' | 'rollback-failed' | 'aborted',
  reason: string,
): FlowEvent[] {
  const { releaseId } = run.release;
  const cancelled = run.template.steps.filter(({ id }) => ['pending', 'active'].includes(run.steps[id] ?? ''));
  return [
    ...cancelled.map(({ id }) => StepCancelled.of({ releaseId, step: id, reason })),
    ReleaseEndedPostRelease.of({ releaseId, signal: 'ps', status, open: openItems(run) }),
  ];
}

function openItems(run: FlowRun): OpenItem[] {
  const { exitCriteria, gates } = run.template;
  return [
    ...exitCriteria.map(({ id, text }) => ({ id, text, reason: unmet(run, id) })),
    ...[...gates.release, ...gates.postRelease].map(({ id, text }) => ({ id, text, reason: notPassed(run, id) })),
  ].filter((item): item is OpenItem => item.reason !== undefined);
}

function unmet(run: FlowRun, criterion: string): string | undefined {
  if (run.met[criterion] !== undefined) return undefined;
  const waived = run.waived[criterion];
  return waived === undefined ? 'not met' : `waived: ${waived}`;
}

function notPassed(run: FlowRun, gate: string): string | undefined {
  const waived = run.waived[gate];
  if (waived !== undefined) return `waived: ${waived}`;
  const verdict = run.gates[gate];
  return verdict === 'passed' ? undefined : (verdict ?? 'not decided');
}
