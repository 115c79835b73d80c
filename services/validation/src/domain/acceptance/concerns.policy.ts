import { pass, reject } from '@slipway/decider';
import { releaseGoesOn } from '../lifecycle.policy.js';
import type { RaiseConcern, ResolveConcern, ReviewConcerns } from './acceptance.commands.js';
import { noCriticalConcernIsOpen, versionIsDeployed, type AcceptanceRule } from './acceptance.policy.js';

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
