import {
  canonicalIdentity,
  FeedbackReceived,
  HatTaken,
  TeamAssembled,
  TeamRoleAssigned,
  type DomainEvent,
} from '@slipway/contracts';
import type { Circumstances } from './circumstances.js';

export interface Rating {
  readonly rating: number;
  /** When it was given, ISO 8601. */
  readonly at: string;
}

export const teamFacts = [HatTaken, TeamRoleAssigned, TeamAssembled] as const;

/** People who act for the release, in canonical form; who once did so is no user of it any more. */
export function teamAfter(team: readonly string[], fact: DomainEvent): readonly string[] {
  const joined = [...new Set([...team, ...peopleOf(fact).map(canonicalIdentity)])];
  return joined.length === team.length ? team : joined;
}

function peopleOf(fact: DomainEvent): string[] {
  if (HatTaken.is(fact) || TeamRoleAssigned.is(fact)) return [fact.data.person];
  return TeamAssembled.is(fact) ? fact.data.members.map(({ person }) => person) : [];
}

/** Of a user the rating counts that they gave last, not the one that came last; none was given after it came. */
export function ratingsAfter(
  ratings: Circumstances['ratings'],
  { data: { user, rating, origin } }: FeedbackReceived,
  occurredAt: string,
): Circumstances['ratings'] {
  const at = occurredAt < origin.receivedAt ? occurredAt : origin.receivedAt;
  const person = canonicalIdentity(user);
  const known = Object.hasOwn(ratings, person) ? ratings[person] : undefined;
  return known !== undefined && known.at > at ? ratings : { ...ratings, [person]: { rating, at } };
}

/** Those of users who have seen the release: neither from before its deployment began, nor by its own team. */
export function ratingsOfUsers({ ratings, team, release, deployingSince }: Circumstances): number[] {
  const author = canonicalIdentity(release.author);
  return Object.entries(ratings).flatMap(([person, { rating, at }]) => {
    const isUser = person !== author && !team.includes(person);
    return isUser && deployingSince !== undefined && at >= deployingSince ? [rating] : [];
  });
}
