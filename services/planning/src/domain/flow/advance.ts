import { StepBlocked, StepCompleted, StepStarted } from '@slipway/contracts';
import type { FlowItem, FlowStep } from '@slipway/flow';
import { endIfComplete } from './ending.js';
import { evolve } from './flow.evolve.js';
import type { FlowEvent } from './flow.events.js';
import { hasEnded, isHeld, isRun, type FlowRun } from './flow.state.js';
import { isOpenItem, missingDependencies, missingForCompletion } from './missing.js';
import { deadlineOf } from './waits.js';

/** Takes the flow as far as the known facts allow: completes, starts and blocks steps, and ends the flow. */
export function advance(run: FlowRun, now: string): FlowEvent[] {
  const events: FlowEvent[] = [];
  let current = run;
  for (;;) {
    const next = nextMove(current, now);
    if (next.length === 0) return events;
    events.push(...next);
    const after = next.reduce(evolve, current);
    if (!isRun(after)) return events;
    current = after;
  }
}

function nextMove(run: FlowRun, now: string): FlowEvent[] {
  if (hasEnded(run)) return [];
  const { steps } = run.template;
  const complete = steps.filter((step) => run.steps[step.id] === 'active' && isComplete(run, step));
  if (complete.length > 0) return complete.map((step) => completed(run, step, now));
  if (run.status === 'paused' || isHeld(run)) return [];
  const ready = steps.filter((step) => run.steps[step.id] === 'pending' && mayStart(run, step));
  const moves = ready.flatMap((step) => startedOrBlocked(run, step, now));
  return moves.length > 0 ? moves : endIfComplete(run);
}

const isComplete = (run: FlowRun, step: FlowStep): boolean => missingForCompletion(run, step).length === 0;

/** Its triggers hold, and, for a sequential step, the sequential steps before it are done. */
function mayStart(run: FlowRun, step: FlowStep): boolean {
  if (step.triggers.some(isOpenItem(run))) return false;
  if (step.sequencing === 'continuous') return true;
  const { steps } = run.template;
  return steps
    .slice(0, steps.indexOf(step))
    .every(({ id, sequencing, required }) => sequencing === 'continuous' || !required || run.steps[id] === 'done');
}

function startedOrBlocked(run: FlowRun, step: FlowStep, now: string): FlowEvent[] {
  const missing = missingDependencies(run, step);
  if (missing.length === 0) return [started(run, step, now)];
  const known = run.blocked[step.id] ?? [];
  if (known.join() === missing.map(({ id }) => id).join()) return [];
  return [StepBlocked.of({ releaseId: run.release.releaseId, step: step.id, missing: missing.map(named) })];
}

const named = ({ id, text }: FlowItem) => ({ id, text });

const completed = ({ release }: FlowRun, { id, title }: FlowStep, completedAt: string): FlowEvent =>
  StepCompleted.of({ releaseId: release.releaseId, step: id, title, completedAt });

function started({ release }: FlowRun, step: FlowStep, startedAt: string): FlowEvent {
  const { id, title, type, service, actions, outputs } = step;
  return StepStarted.of({
    step: { id, title, type, service, actions: actions.map(named), outputs: outputs.map(named) },
    release,
    startedAt,
    ...deadlineOf(step, startedAt),
  });
}
