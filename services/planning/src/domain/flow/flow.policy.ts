import type { Actor, Role } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import { hasEnded, type FlowRun } from './flow.state.js';

export type FlowRejection =
  | 'FLOW_STARTED_ALREADY'
  | 'FLOW_NOT_STARTED'
  | 'LATER_FACTS_NEEDED'
  | 'RELEASE_ENDED'
  | 'ITEM_UNKNOWN'
  | 'ITEM_MET_ALREADY'
  | 'ITEM_NEEDS_A_FACT'
  | 'ITEM_NEEDS_NO_EXCEPTION'
  | 'ITEM_CANNOT_BE_EXCEPTED'
  | 'EVIDENCE_REQUIRED'
  | 'ROLE_REQUIRED'
  | 'OUTPUT_UNKNOWN'
  | 'OUTPUT_MADE_BY_FACT'
  | 'OUTPUT_RECORDED_ALREADY'
  | 'EXCEPTION_INVALID'
  | 'EXCEPTION_REQUESTED_ALREADY'
  | 'TOO_MANY_EXCEPTIONS'
  | 'EXCEPTION_UNKNOWN'
  | 'EXCEPTION_DECIDED_ALREADY'
  | 'FREEZE_CANNOT_BE_OVERRIDDEN'
  | 'SECOND_PERSON_REQUIRED'
  | 'HATS_CONFLICT'
  | 'RELEASE_PAUSED'
  | 'RELEASE_NOT_PAUSED'
  | 'ABORT_TOO_LATE'
  | 'NOTHING_TO_ROLL_BACK'
  | 'NOTHING_TO_CONCLUDE';

export type FlowContext = DecisionContext<Actor>;

/** A rule of one command. */
export type FlowRule<Command> = Rule<Command, FlowRun, FlowContext, FlowRejection>;

export const releaseRuns: FlowRule<unknown> = (_, run) =>
  hasEnded(run)
    ? reject('RELEASE_ENDED', { ended: run.status, fix: 'propose another release; this one has ended' })
    : pass;

export const roleRequired = (needed: readonly Role[], has: readonly Role[]) =>
  needed.some((role) => has.includes(role))
    ? pass
    : reject('ROLE_REQUIRED', { needed, has, fix: 'ask someone with one of the needed roles' });
