import type { DecisionContext, Rule } from '@slipway/decider';
import type { ChecksRejection } from './checks.commands.js';
import type { ChecksState } from './checks.state.js';

/** A rule of one command. */
export type ChecksRule<Command> = Rule<
  [command: Command, state: ChecksState, context: DecisionContext],
  ChecksRejection
>;
