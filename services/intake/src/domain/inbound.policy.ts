import type { DomainEvent, Origin } from '@slipway/contracts';
import { pass, reject, sameContent, type DecisionContext, type Rule } from '@slipway/decider';

/** A fact that another system reported, in our words. */
export type InboundFact = DomainEvent<string, { readonly origin: Origin }>;

export interface InboundState {
  readonly received?: InboundFact;
}

export interface Receive {
  readonly type: 'Receive';
  readonly fact: InboundFact;
}

type ReceiveRule = Rule<Receive, InboundState, DecisionContext, 'INBOUND_ID_REUSED'>;

/** The content of a message, without its time and its publisher. */
const contentOf = ({ type, data }: InboundFact) => {
  const { origin: _, ...content } = data;
  return { type, content };
};

const oneIdHasOneContent: ReceiveRule = ({ fact }, { received }) => {
  if (received === undefined || sameContent(contentOf(fact), contentOf(received))) return pass;
  const { source, id } = fact.data.origin;
  return reject('INBOUND_ID_REUSED', {
    field: 'id',
    source,
    id,
    fix: 'this source sent another event under this id before; give each event an id of its own',
  });
};

export const mayReceive: readonly ReceiveRule[] = [oneIdHasOneContent];
