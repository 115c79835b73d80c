import {
  FlowStarted,
  OutputRecorded,
  ReleaseAborted,
  ReleasePaused,
  ReleaseResumed,
  RollbackRequested,
  type FactReference,
} from '@slipway/contracts';
import { firstRejection, reject, type Decider, type Rejection } from '@slipway/decider';
import { advance } from './advance.js';
import { endAfterRollback, endedEarly } from './ending.js';
import { declined, granted, requested } from './exceptions/exceptions.js';
import * as excepting from './exceptions/may-except.policy.js';
import type { Attest, ConfirmException, FlowCommand, RecordFacts, RecordOutput, StartFlow } from './flow.commands.js';
import { evolve } from './flow.evolve.js';
import type { FlowEvent } from './flow.events.js';
import type { FlowContext, FlowRejection, FlowRule } from './flow.policy.js';
import { initialState, isRun, type FlowRun, type FlowState } from './flow.state.js';
import { meetableItems } from './items.js';
import { opposedTypes, undoesSomethingOf, type FactsInOrder } from './later.js';
import { mayAttachOutput, mayAttest, mayRecordOutput, outputOf } from './may-attest.policy.js';
import * as steering from './may-steer.policy.js';
import { overdue } from './overdue.js';
import { recordFact } from './record-fact.js';
import { revised } from './revise.js';

type Decision = readonly FlowEvent[] | Rejection<FlowRejection>;

/** The run of the flow for one release: facts in, steps started and completed, and how it ends. */
export const flow: Decider<FlowState, FlowCommand, FlowEvent, FlowRejection, FlowContext> = {
  category: 'flow',
  initialState,
  evolve,
  decide(command, state, context) {
    if (command.type === 'StartFlow')
      return isRun(state)
        ? reject('FLOW_STARTED_ALREADY', { fix: 'do not start it again: the flow of this release is running' })
        : [started(command, context.now)];
    if (isRun(state)) return decideRun(command, state, context);
    // Facts that come before the flow starts are read from the trail when it does.
    return command.type === 'RecordFacts' || command.type === 'CheckOverdue'
      ? []
      : reject('FLOW_NOT_STARTED', {
          fix: 'the flow starts once the [rv] signal of the release has arrived: try again then',
        });
  },
};

function decideRun(command: Exclude<FlowCommand, StartFlow>, run: FlowRun, context: FlowContext): Decision {
  const { now, actor } = context;
  const { releaseId } = run.release;
  function unless<Command>(rules: readonly FlowRule<Command>[], of: Command, events: () => FlowEvent[]): Decision {
    return firstRejection(rules, of, run, context) ?? withConsequences(run, events(), now);
  }
  switch (command.type) {
    case 'RecordFacts':
      return recordFacts(run, command, now);
    case 'ReviseRelease':
      return unless(steering.mayChange, command, () => revised(run, command.release, now));
    case 'Attest':
      return unless(mayAttest, command, () => attested(command, run, actor.id));
    case 'AttachOutput': {
      const { evidence } = command;
      const statement = `attached ${evidence.title}`;
      const by = { kind: 'attestation' as const, actor: actor.id, statement, evidence: [evidence] };
      return unless(mayAttachOutput, command, () => [outputRecorded(command, run, by)]);
    }
    case 'RecordOutput':
      return unless(mayRecordOutput, command, () => documented(command, run));
    case 'RequestException':
      return unless(excepting.mayRequestException, command, () => requested(run, command, actor.id));
    case 'ConfirmException':
      return unless(excepting.mayConfirmException, command, () => confirmed(command, run, actor.id));
    case 'DeclineException':
      return unless(excepting.mayDeclineException, command, () => declined(run, command, actor.id));
    case 'CheckOverdue':
      return overdue(run, command, now);
    case 'Pause':
      return unless(steering.mayPause, command, () => [ReleasePaused.of({ releaseId, reason: command.reason })]);
    case 'Resume':
      return unless(steering.mayResume, command, () => [ReleaseResumed.of({ releaseId, reason: command.reason })]);
    case 'Abort':
      return unless(steering.mayAbort, command, () => [
        ReleaseAborted.of({ releaseId, reason: command.reason }),
        ...endedEarly(run, 'aborted', command.reason),
      ]);
    case 'RequestRollback':
      return unless(steering.mayRollBack, command, () => [RollbackRequested.of({ releaseId, reason: command.reason })]);
    case 'Conclude':
      return unless(steering.mayConclude, command, () => endedEarly(run, 'open-items', command.reason));
  }
}

function started({ release, template, flow: pinned }: StartFlow, startedAt: string): FlowEvent {
  const asJson = JSON.parse(JSON.stringify(pinned)) as Record<string, never>;
  return FlowStarted.of({ release, template, flow: asJson, startedAt });
}

/** What undoes something is decided only with the later facts at hand: it may have been shown before them already. */
function recordFacts(run: FlowRun, { facts, later }: RecordFacts, now: string): Decision {
  const events = recordedFacts(run, { facts, later: later === 'not read' ? [] : later }, now);
  return later === 'not read' && events.some(undoesSomethingOf(run))
    ? reject('LATER_FACTS_NEEDED', { types: opposedTypes(facts), fix: 'read the facts of these types behind it' })
    : withConsequences(run, events, now);
}

function recordedFacts(run: FlowRun, { facts, later }: FactsInOrder, now: string): FlowEvent[] {
  const events: FlowEvent[] = [];
  let current: FlowState = run;
  for (const fact of facts) {
    if (!isRun(current)) break;
    const met: FlowEvent[] = recordFact(current, { fact, later, now });
    const after: FlowState = met.reduce(evolve, current);
    const ended: FlowEvent[] = isRun(after) ? endAfterRollback(after, fact) : [];
    events.push(...met, ...ended);
    current = ended.reduce(evolve, after);
  }
  return events;
}

function withConsequences(run: FlowRun, events: FlowEvent[], now: string): FlowEvent[] {
  const after = events.reduce<FlowState>(evolve, run);
  return isRun(after) ? [...events, ...advance(after, now)] : events;
}

function attested({ item: id, statement, evidence }: Attest, run: FlowRun, actor: string): FlowEvent[] {
  const by: FactReference = { kind: 'attestation', actor, statement, evidence: [...evidence] };
  return meetableItems(run)
    .filter((item) => item.id === id)
    .map((item) => item.met(run.release.releaseId, by));
}

/** A newer document of an output takes the place of the one before. */
const documented = (command: RecordOutput, run: FlowRun): FlowEvent[] =>
  run.outputs[command.output]?.digest === command.evidence.digest ? [] : [outputRecorded(command, run, command.by)];

function outputRecorded(
  { step, output, evidence }: Pick<RecordOutput, 'step' | 'output' | 'evidence'>,
  run: FlowRun,
  by: FactReference,
): FlowEvent {
  const text = outputOf({ step, output }, run)?.text ?? output;
  return OutputRecorded.of({ releaseId: run.release.releaseId, step, output, text, evidence, by });
}

function confirmed({ exceptionId }: ConfirmException, run: FlowRun, actor: string): FlowEvent[] {
  const exception = run.exceptions[exceptionId];
  if (exception === undefined) return [];
  const { status: _, confirmedBy: __, declined: ___, preventsReleased: ____, ...asked } = exception;
  return granted(run, { releaseId: run.release.releaseId, ...asked }, actor);
}
