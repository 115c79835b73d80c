import { canonicalIdentity, Changes, HatTaken, TeamAssembled, TeamRoleAssigned } from '@slipway/contracts';

/** The people who act for the release, in canonical form. Nobody leaves: a person who once acted for it is never one of its users. */
export const teamChanges = Changes.of<readonly string[]>()
  .on([HatTaken, TeamRoleAssigned], (team, { data }) => joinedBy(team, [data.person]))
  .on(TeamAssembled, (team, { data }) =>
    joinedBy(
      team,
      data.members.map(({ person }) => person),
    ),
  );

function joinedBy(team: readonly string[], people: readonly string[]): readonly string[] {
  const joined = [...new Set([...team, ...people.map(canonicalIdentity)])];
  return joined.length === team.length ? team : joined;
}
