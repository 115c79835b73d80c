import { canonicalIdentity, FeedbackCollected } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import { satisfactionOf } from '@slipway/flow';
import { noEarlier } from '../order-of-occurrence.js';
import { isWaived, orWaive, releaseGoesOn } from '../standing.js';
import type { ConcludeFeedback } from './acceptance.commands.js';
import { items, versionIsDeployed, type AcceptanceRule } from './acceptance.rules.js';

export interface Rating {
  readonly user: string;
  /** 1 to 5. */
  readonly rating: number;
  readonly comment?: string;
  /** When it was given, which may be long before it arrived. */
  readonly occurredAt: string;
}

type FeedbackRule = AcceptanceRule<ConcludeFeedback>;

/** An event is no place for a library: comments are kept up to here. */
const kept = { comments: 200, characters: 1000 };

/** What users say of this version: not its own team, and nothing that was said before its rollout began. */
function ofUsers({ ratings, team, runsSince }: ConcludeFeedback) {
  const isTeam = ({ user }: Rating) => team.includes(canonicalIdentity(user));
  const isEarly = (rating: Rating) => runsSince === undefined || !noEarlier(rating, { occurredAt: runsSince });
  return {
    counted: ratings.filter((rating) => !isTeam(rating) && !isEarly(rating)),
    ofTheTeam: ratings.filter(isTeam).length,
    early: ratings.filter((rating) => !isTeam(rating) && isEarly(rating)).length,
  };
}

const someUserHasRated: FeedbackRule = (command) => {
  const { counted, ofTheTeam, early } = ofUsers(command);
  if (counted.length > 0) return pass;
  const fix = `wait for the first rating of a user outside the team, given since the rollout began, ${orWaive(command.releaseId, items.feedback)}`;
  return reject('NO_FEEDBACK', { ofTheTeam, early, fix });
};

/** With the exception that lets the flow go on without, what there is can still be concluded. */
const enoughUsersHaveRated: FeedbackRule = (command, { asked }) => {
  const { users: needed, responseShare: neededShare } = command.conduct.acceptance;
  const { counted, ofTheTeam, early } = ofUsers(command);
  const users = counted.length;
  const share = asked === undefined ? 0 : Math.min(1, users / asked);
  if (users >= needed && (neededShare === 0 || share >= neededShare)) return pass;
  if (isWaived(command.standing, [items.feedback])) return pass;
  const fix = `wait until more users have rated the release, ${orWaive(command.releaseId, items.feedback)}`;
  return reject('FEEDBACK_NOT_ENOUGH', { users, needed, share, neededShare, asked, ofTheTeam, early, fix });
};

export const mayConclude: readonly FeedbackRule[] = [
  releaseGoesOn,
  versionIsDeployed,
  someUserHasRated,
  enoughUsersHaveRated,
];

/** What users say, each with the last of their ratings. */
export function collected(command: ConcludeFeedback): FeedbackCollected[] {
  const { counted } = ofUsers(command);
  const satisfaction = satisfactionOf(counted.map(({ rating }) => rating));
  if (satisfaction === undefined) return [];
  const comments = counted
    .flatMap(({ comment }) => (comment === undefined ? [] : [comment.slice(0, kept.characters)]))
    .slice(0, kept.comments);
  return [FeedbackCollected.of({ releaseId: command.releaseId, ratings: counted.length, satisfaction, comments })];
}
