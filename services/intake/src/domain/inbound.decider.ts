import type { DomainEvent, Origin } from '@slipway/contracts';
import { reject, sameContent, type Decider } from '@slipway/decider';

/** A fact that another system reported, in our words. */
export type InboundFact = DomainEvent<string, { readonly origin: Origin }>;

export interface InboundState {
  readonly received?: InboundFact;
}

export interface Receive {
  readonly type: 'Receive';
  readonly fact: InboundFact;
}

/** One message of another system, known by its source and id: it is recorded once. */
export const inbound: Decider<InboundState, Receive, InboundFact, 'INBOUND_ID_REUSED'> = {
  category: 'inbound',
  initialState: {},
  evolve: (_, received) => ({ received }),
  decide({ fact }, { received }) {
    if (received === undefined) return [fact];
    if (sameContent(said(fact), said(received))) return [];
    const { source, id } = fact.data.origin;
    return reject('INBOUND_ID_REUSED', {
      field: 'id',
      source,
      id,
      fix: 'this source sent another event under this id before; give each event an id of its own',
    });
  },
};

/** What a message says, but for when and through whom it came. */
const said = ({ type, data }: InboundFact) => {
  const { origin: _, ...content } = data;
  return { type, content };
};
