import {
  CriterionWaived,
  FlowStarted,
  GateWaived,
  OutputRecorded,
  ReleaseAborted,
  ReleasePaused,
  ReleaseResumed,
  RollbackRequested,
  type Actor,
  type FactReference,
} from '@slipway/contracts';
import { firstRejection, reject, type Decider, type DecisionContext, type Rejection } from '@slipway/decider';
import { advance } from './advance.js';
import { endAfterRollback, endedEarly } from './ending.js';
import type { Fact, FlowCommand } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import * as policies from './flow.policies.js';
import type { FlowRejection, FlowRule } from './flow.policies.js';
import { evolve, initialState, isRun, type FlowRun, type FlowState } from './flow.state.js';
import { meetableItems } from './items.js';
import { recordFact } from './record-fact.js';
import { revised } from './revise.js';

/** The run of the flow for one release: facts in, steps started and completed, and how it ends. */
export const flow: Decider<FlowState, FlowCommand, FlowEvent, FlowRejection, DecisionContext<Actor>> = {
  category: 'flow',
  initialState,
  evolve,
  decide(command, state, { actor }) {
    if (command.type === 'StartFlow') return isRun(state) ? reject('FLOW_STARTED_ALREADY') : [started(command)];
    if (isRun(state)) return decideRun(command, state, actor);
    // Facts that come before the flow starts are read from the trail when it does.
    return command.type === 'RecordFacts'
      ? []
      : reject('FLOW_NOT_STARTED', {
          fix: 'the flow starts once the [rv] signal of the release has arrived: try again then',
        });
  },
};

function decideRun(command: FlowCommand, run: FlowRun, actor: Actor): readonly FlowEvent[] | Rejection<FlowRejection> {
  const { releaseId } = run.release;
  const unless = (rules: readonly FlowRule[], events: () => FlowEvent[]) =>
    firstRejection(rules, command, run, actor) ?? withConsequences(run, events());
  switch (command.type) {
    case 'StartFlow':
      return reject('FLOW_STARTED_ALREADY');
    case 'RecordFacts':
      return recordFacts(run, command.facts);
    case 'ReviseRelease':
      return unless(policies.mayChange, () => revised(run, command.release));
    case 'Attest':
      return unless(policies.mayAttest, () => attested(command, run, actor));
    case 'RecordOutput':
      return unless(policies.mayRecordOutput, () => recordedOutput(command, run, actor));
    case 'WaiveCriterion':
      return unless(policies.mayWaiveCriterion, () => [
        CriterionWaived.of({ releaseId, criterion: command.criterion, reason: command.reason }),
      ]);
    case 'WaiveGate':
      return unless(policies.mayWaiveGate, () => [
        GateWaived.of({ releaseId, gate: command.gate, reason: command.reason }),
      ]);
    case 'Pause':
      return unless(policies.mayPause, () => [ReleasePaused.of({ releaseId, reason: command.reason })]);
    case 'Resume':
      return unless(policies.mayResume, () => [ReleaseResumed.of({ releaseId, reason: command.reason })]);
    case 'Abort':
      return unless(policies.mayAbort, () => [
        ReleaseAborted.of({ releaseId, reason: command.reason }),
        ...endedEarly(run, 'aborted', command.reason),
      ]);
    case 'RequestRollback':
      return unless(policies.mayRollBack, () => [RollbackRequested.of({ releaseId, reason: command.reason })]);
  }
}

function started({ release, template, flow: pinned }: FlowCommand & { type: 'StartFlow' }): FlowEvent {
  return FlowStarted.of({ release, template, flow: JSON.parse(JSON.stringify(pinned)) as Record<string, never> });
}

function recordFacts(run: FlowRun, facts: readonly Fact[]): FlowEvent[] {
  const events: FlowEvent[] = [];
  let current: FlowState = run;
  for (const fact of facts) {
    if (!isRun(current)) break;
    const met: FlowEvent[] = recordFact(current, fact);
    const after: FlowState = met.reduce(evolve, current);
    const ended: FlowEvent[] = isRun(after) ? endAfterRollback(after, fact) : [];
    events.push(...met, ...ended);
    current = ended.reduce(evolve, after);
  }
  return withConsequences(run, events);
}

function withConsequences(run: FlowRun, events: FlowEvent[]): FlowEvent[] {
  const after = events.reduce<FlowState>(evolve, run);
  return isRun(after) ? [...events, ...advance(after)] : events;
}

function attested(command: FlowCommand & { type: 'Attest' }, run: FlowRun, actor: Actor): FlowEvent[] {
  const { item: id, statement, evidence } = command;
  const by: FactReference = { kind: 'attestation', actor: actor.id, statement, evidence: [...evidence] };
  return meetableItems(run)
    .filter((item) => item.id === id)
    .map((item) => item.met(by));
}

function recordedOutput(command: FlowCommand & { type: 'RecordOutput' }, run: FlowRun, actor: Actor): FlowEvent[] {
  const { step, output, evidence } = command;
  const item = run.template.steps.flatMap(({ outputs }) => outputs).find(({ id }) => id === output);
  const statement = `attached ${evidence.title}`;
  const by: FactReference = command.by ?? { kind: 'attestation', actor: actor.id, statement, evidence: [evidence] };
  return [
    OutputRecorded.of({ releaseId: run.release.releaseId, step, output, text: item?.text ?? output, evidence, by }),
  ];
}
