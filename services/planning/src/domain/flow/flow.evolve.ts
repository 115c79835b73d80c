import {
  ActionFulfilled,
  CriterionMet,
  CriterionWaived,
  DependencyMet,
  ExceptionDeclined,
  ExceptionGranted,
  ExceptionRequested,
  FlowStarted,
  GateDecided,
  GateWaived,
  HatTaken,
  HoldLifted,
  HoldPlaced,
  ItemWaived,
  ItemWithdrawn,
  OutputRecorded,
  ReleaseEndedPostRelease,
  ReleasePaused,
  ReleaseReleased,
  ReleaseResumed,
  ReleaseRevised,
  StepBlocked,
  StepCancelled,
  StepCompleted,
  StepFailed,
  StepOverdue,
  StepReopened,
  StepStarted,
  TriggerMet,
  type Hat,
  type ReleaseSummary,
} from '@slipway/contracts';
import { readTemplate } from '@slipway/flow';
import { evolveExceptions } from './exceptions/exception.state.js';
import type { FlowEvent } from './flow.events.js';
import { isRun, type FlowRun, type FlowState, type StepStatus, type Wait } from './flow.state.js';
import { changedAspects } from './aspects.policy.js';

export function evolve(state: FlowState, event: FlowEvent): FlowState {
  if (event.type === FlowStarted.type) return started(event);
  return isRun(state) ? evolveItems(state, event) : state;
}

function started({ data }: FlowStarted): FlowRun {
  const template = readTemplate(JSON.stringify(data.flow));
  return {
    status: 'running',
    release: data.release,
    reference: data.template,
    template,
    earlier: [],
    steps: Object.fromEntries(template.steps.map(({ id }) => [id, 'pending'])),
    waits: {},
    ...(data.startedAt === undefined ? {} : { progressAt: data.startedAt }),
    overdue: {},
    met: {},
    withdrawn: {},
    outputs: {},
    gates: {},
    waived: {},
    blocked: {},
    hats: { author: [data.release.author] },
    exceptions: {},
    holds: {},
  };
}

function evolveItems(run: FlowRun, event: FlowEvent): FlowRun {
  switch (event.type) {
    case TriggerMet.type:
      return { ...run, met: { ...run.met, [event.data.trigger]: event.data.by } };
    case ActionFulfilled.type:
      return { ...run, met: { ...run.met, [event.data.action]: event.data.by } };
    case CriterionMet.type:
      return { ...run, met: { ...run.met, [event.data.criterion]: event.data.by } };
    case DependencyMet.type:
      return { ...run, met: { ...run.met, [event.data.dependency]: event.data.by } };
    case ItemWithdrawn.type:
      return withdraw(run, event.data.item);
    case OutputRecorded.type:
      return { ...run, outputs: { ...run.outputs, [event.data.output]: event.data.evidence } };
    case GateDecided.type:
      return { ...run, gates: { ...run.gates, [event.data.gate]: event.data.verdict } };
    case CriterionWaived.type:
      return { ...run, waived: { ...run.waived, [event.data.criterion]: event.data.reason } };
    case GateWaived.type:
      return { ...run, waived: { ...run.waived, [event.data.gate]: event.data.reason } };
    case ItemWaived.type:
      return { ...run, waived: { ...run.waived, [event.data.item]: event.data.reason } };
    default:
      return evolveSteps(run, event);
  }
}

function evolveSteps(run: FlowRun, event: FlowEvent): FlowRun {
  switch (event.type) {
    case StepBlocked.type:
      return { ...run, blocked: { ...run.blocked, [event.data.step]: event.data.missing.map(({ id }) => id) } };
    case StepStarted.type:
      return withWait(withStep(run, event.data.step.id, 'active'), event.data.step.id, {
        since: event.data.startedAt,
        deadline: event.data.deadline,
      });
    case StepCompleted.type: {
      const { step, completedAt } = event.data;
      const done = withStep(run, step, 'done');
      return completedAt === undefined ? done : { ...done, progressAt: completedAt };
    }
    case StepReopened.type:
      return withWait(withStep(run, event.data.step, 'active'), event.data.step, {
        since: event.data.reopenedAt,
        deadline: event.data.deadline,
      });
    case StepOverdue.type:
      return { ...run, overdue: { ...run.overdue, [event.data.step]: event.data.deadline } };
    case StepFailed.type:
      return withStep(run, event.data.step, 'failed');
    case StepCancelled.type:
      return withStep(run, event.data.step, 'cancelled');
    default:
      return evolveRelease(run, event);
  }
}

function evolveRelease(run: FlowRun, event: FlowEvent): FlowRun {
  switch (event.type) {
    case ReleaseRevised.type:
      return withRelease(run, event.data.release);
    case HatTaken.type:
      return withHat(run, event.data.hat, event.data.person);
    case ExceptionRequested.type:
      return withHat(withExceptions(run, event), 'exception-requester', event.data.requestedBy);
    case ExceptionGranted.type: {
      const { confirmedBy } = event.data;
      const granted = withExceptions(run, event);
      return confirmedBy === undefined ? granted : withHat(granted, 'exception-confirmer', confirmedBy);
    }
    case ExceptionDeclined.type:
      return withExceptions(run, event);
    case HoldPlaced.type:
      return { ...run, holds: { ...run.holds, [event.data.holdId]: event.data.reason } };
    case HoldLifted.type:
      return { ...run, holds: without(run.holds, event.data.holdId) };
    case ReleasePaused.type:
      return { ...run, status: 'paused' };
    case ReleaseResumed.type:
      return { ...run, status: 'running' };
    case ReleaseReleased.type:
      return { ...run, status: 'released' };
    case ReleaseEndedPostRelease.type:
      return { ...run, status: 'post-release' };
    default:
      return run;
  }
}

const without = <Value>(all: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(all).filter(([each]) => each !== key));

/** A fact about a state that is older than the remembered ones concerns no known state. */
const keptRevisions = 50;

function withRelease(run: FlowRun, release: ReleaseSummary): FlowRun {
  const same = changedAspects(run.release, release).length === 0;
  return { ...run, release, earlier: same ? run.earlier : [...run.earlier, run.release].slice(-keptRevisions) };
}

const withdraw = (run: FlowRun, item: string): FlowRun => ({
  ...run,
  met: without(run.met, item),
  withdrawn: { ...run.withdrawn, [item]: true },
});

const withStep = (run: FlowRun, step: string, status: StepStatus): FlowRun => ({
  ...run,
  steps: { ...run.steps, [step]: status },
});

function withWait(
  run: FlowRun,
  step: string,
  { since, deadline }: { readonly [Part in keyof Wait]: string | undefined },
): FlowRun {
  if (since === undefined) return run;
  const wait: Wait = deadline === undefined ? { since } : { since, deadline };
  return { ...run, waits: { ...run.waits, [step]: wait } };
}

const withHat = (run: FlowRun, hat: Hat, person: string): FlowRun => ({
  ...run,
  hats: { ...run.hats, [hat]: [...new Set([...(run.hats[hat] ?? []), person])] },
});

const withExceptions = (run: FlowRun, event: ExceptionRequested | ExceptionGranted | ExceptionDeclined): FlowRun => ({
  ...run,
  exceptions: evolveExceptions(run.exceptions, event),
});
