import { canonicalIdentity, type FeedbackReceived } from '@slipway/contracts';
import type { Circumstances } from './circumstances.js';

/** The rating of a release by one user. */
export interface Rating {
  /** In canonical form. */
  readonly person: string;
  readonly rating: number;
  /** When it was given, ISO 8601. */
  readonly at: string;
}

/** No rating was given after it came. */
export function ratingOf({ data: { user, rating, origin } }: FeedbackReceived, occurredAt: string): Rating {
  const at = occurredAt < origin.receivedAt ? occurredAt : origin.receivedAt;
  return { person: canonicalIdentity(user), rating, at };
}

/** Of a user the rating counts that they gave last, not the one that came last. */
export const replaces = ({ at }: Rating, known: Rating | undefined): boolean => known === undefined || known.at <= at;

/** Whose ratings count: of users who have seen the release, neither of its own team nor from before its deployment began. */
export interface Users {
  readonly since: string;
  /** In canonical form. */
  readonly except: readonly string[];
}

/** Nobody has used a release whose deployment has not begun. */
export const usersOf = ({ team, release, deployingSince }: Circumstances): Users | undefined =>
  deployingSince === undefined
    ? undefined
    : { since: deployingSince, except: [canonicalIdentity(release.author), ...team] };
