import { AcceptanceWithdrawn, ConcernRaised, ConcernResolved, ConcernsAddressed } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import { releaseGoesOn } from '../standing.js';
import type { RaiseConcern, ResolveConcern, ReviewConcerns } from './acceptance.commands.js';
import { noCriticalConcernIsOpen, versionIsDeployed, type AcceptanceRule } from './acceptance.rules.js';
import type { AcceptanceEvent, AcceptanceState } from './acceptance.state.js';

type ResolutionRule = AcceptanceRule<ResolveConcern>;

const concernIsKnown: ResolutionRule = ({ concernId }, { concerns }) =>
  concerns.some(({ id }) => id === concernId)
    ? pass
    : reject('CONCERN_UNKNOWN', {
        field: 'concernId',
        concernId,
        known: concerns.map(({ id }) => id),
        fix: 'name one of those known',
      });

const concernIsOpen: ResolutionRule = ({ concernId }, { concerns }) =>
  concerns.some(({ id, resolution }) => id === concernId && resolution !== undefined)
    ? reject('CONCERN_ALREADY_RESOLVED', { field: 'concernId', concernId, fix: 'nothing more is needed' })
    : pass;

/** Nobody reads more. */
const mostConcerns = 1000;

const fewEnoughWereRaised: AcceptanceRule<RaiseConcern> = (_, { concerns }) =>
  concerns.length < mostConcerns
    ? pass
    : reject('TOO_MANY_CONCERNS', {
        most: mostConcerns,
        fix: 'POST it as an issue: /issues/v1/releases/<release>/issues',
      });

/** At any time until the release ends: users find out when they find out. */
export const mayRaise: readonly AcceptanceRule<RaiseConcern>[] = [releaseGoesOn, fewEnoughWereRaised];

export const mayResolve: readonly ResolutionRule[] = [releaseGoesOn, concernIsKnown, concernIsOpen];

export const mayReview: readonly AcceptanceRule<ReviewConcerns>[] = [
  releaseGoesOn,
  versionIsDeployed,
  noCriticalConcernIsOpen,
];

export function raised(
  { releaseId, title, critical }: RaiseConcern,
  { concerns, confirmed }: AcceptanceState,
): AcceptanceEvent[] {
  const concernId = `concern-${String(concerns.length + 1)}`;
  const concern = ConcernRaised.of({ releaseId, concernId, title, critical });
  if (!confirmed || !critical) return [concern];
  const reason = `the critical concern ${concernId} was raised after the confirmation`;
  return [concern, AcceptanceWithdrawn.of({ releaseId, reason })];
}

export const resolved = ({ releaseId, concernId, resolution }: ResolveConcern): ConcernResolved[] => [
  ConcernResolved.of({ releaseId, concernId, resolution }),
];

export function addressed(
  { releaseId }: ReviewConcerns,
  { concerns, concernsAddressed }: AcceptanceState,
): ConcernsAddressed[] {
  return concernsAddressed ? [] : [ConcernsAddressed.of({ releaseId, raised: concerns.length, openCritical: 0 })];
}
