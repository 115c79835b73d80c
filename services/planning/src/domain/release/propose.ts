import { canonicalIdentity, FactRefused, ReleaseProposed, samePerson } from '@slipway/contracts';
import { conductOf, conflictingHat } from '@slipway/flow';
import type { CommandOf } from './release.commands.js';
import type { ReleaseEvent } from './release.events.js';
import { isProposed, type ReleaseState } from './release.state.js';

type ProposeRelease = CommandOf<'ProposeRelease'>;

/** A review proposes its release once, when people other than its author reviewed it. A refusal is kept in the trail. */
export function propose(command: ProposeRelease, state: ReleaseState): ReleaseEvent[] {
  const { release, template, templatePublishedBy, fact } = command;
  const reason = whyNot(command, state);
  if (reason !== undefined) return [refused(release.releaseId, { fact, reason })];
  const published = templatePublishedBy === undefined ? {} : { templatePublishedBy };
  return [ReleaseProposed.of({ ...release, template, reviewedBy: reviewersOf(command), ...published })];
}

export const refused = (releaseId: string, { fact, reason }: Pick<CommandOf<'RefuseReview'>, 'fact' | 'reason'>) =>
  FactRefused.of({ releaseId, fact, reason });

function whyNot(command: ProposeRelease, state: ReleaseState): string | undefined {
  const { author } = command.release;
  if (isProposed(state)) return 'a release with this id was proposed before';
  if (reviewersOf(command).length === 0)
    return `${author} is the author and the only reviewer: have somebody else review it, then send the review again`;
  return publishedByAuthor(command)
    ? `${author} is the author and published the template ${command.template.id} ${command.template.version}: ` +
        'have somebody else publish a version of it, then send the review again'
    : undefined;
}

/** A reviewer who is the author is no reviewer. */
const reviewersOf = ({ reviewedBy, release }: ProposeRelease): string[] => [
  ...new Set(reviewedBy.filter((person) => !samePerson(person, release.author)).map(canonicalIdentity)),
];

function publishedByAuthor({ release, templatePublishedBy }: ProposeRelease): boolean {
  if (templatePublishedBy === undefined) return false;
  const hats = { author: [canonicalIdentity(release.author)] };
  const publisher = { hat: 'template-publisher', person: canonicalIdentity(templatePublishedBy) } as const;
  return conflictingHat(conductOf(release.policy), hats, publisher) !== undefined;
}
