import { ConcernRaised, ConcernResolved, ConcernsAddressed } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import type { AcceptanceRule } from './acceptance.rules.js';
import type { AcceptanceState } from './acceptance.state.js';

type ResolutionRule = AcceptanceRule<{ readonly concernId: string }>;

const concernIsKnown: ResolutionRule = ({ concerns }, { concernId }) =>
  concerns.some(({ id }) => id === concernId)
    ? pass
    : reject('CONCERN_UNKNOWN', {
        field: 'concernId',
        concernId,
        known: concerns.map(({ id }) => id),
        fix: 'name one of those known',
      });

const concernIsOpen: ResolutionRule = ({ concerns }, { concernId }) =>
  concerns.some(({ id, resolution }) => id === concernId && resolution !== undefined)
    ? reject('CONCERN_ALREADY_RESOLVED', { field: 'concernId', concernId, fix: 'nothing more is needed' })
    : pass;

export const mayResolve: readonly ResolutionRule[] = [concernIsKnown, concernIsOpen];

interface NewConcern {
  readonly releaseId: string;
  readonly title: string;
  readonly critical: boolean;
}

export function raised({ releaseId, title, critical }: NewConcern, { concerns }: AcceptanceState): ConcernRaised[] {
  const concernId = `concern-${String(concerns.length + 1)}`;
  return [ConcernRaised.of({ releaseId, concernId, title, critical })];
}

export const resolved = (data: ConcernResolved['data']): ConcernResolved[] => [ConcernResolved.of(data)];

export function addressed(releaseId: string, { concerns, concernsAddressed }: AcceptanceState): ConcernsAddressed[] {
  return concernsAddressed ? [] : [ConcernsAddressed.of({ releaseId, raised: concerns.length, openCritical: 0 })];
}
