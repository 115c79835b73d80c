import { canonicalIdentity, HatTaken, TeamAssembled, TeamRoleAssigned, type DomainEvent } from '@slipway/contracts';

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
