import { firstRejection, type Decider } from '@slipway/decider';
import { mayReceive, type InboundFact, type InboundState, type Receive } from './inbound.policy.js';

export type { InboundFact } from './inbound.policy.js';

/** One message of another system, known by its source and id: it is recorded once. */
export const inbound: Decider<InboundState, Receive, InboundFact, 'INBOUND_ID_REUSED'> = {
  category: 'inbound',
  initialState: {},
  evolve: (_, received) => ({ received }),
  decide: (command, state, context) =>
    firstRejection(mayReceive, command, state, context) ?? (state.received === undefined ? [command.fact] : []),
};
