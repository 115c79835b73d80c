import { FeedbackCollected } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import { satisfactionOf, usersIn, type RatingCount } from '@slipway/flow';
import { isWaived, orWaive, releaseGoesOn } from '../standing.js';
import type { ConcludeFeedback } from './acceptance.commands.js';
import { items, versionIsDeployed, type AcceptanceRule } from './acceptance.rules.js';

/** What is said of a version, each person with the last of their ratings. */
export interface Opinions {
  /** Of its users: not its own team, and nothing that was said before its rollout began. */
  readonly ofUsers: readonly RatingCount[];
  /** Of the same users, as many as are kept. */
  readonly comments: readonly string[];
  readonly ofTheTeam: number;
  /** Of others, from before the rollout began. */
  readonly early: number;
}

type FeedbackRule = AcceptanceRule<ConcludeFeedback>;

/** An event is no place for a library: comments are kept up to here. */
export const kept = { comments: 200, characters: 1000 } as const;

const someUserHasRated: FeedbackRule = ({ releaseId, opinions: { ofUsers, ofTheTeam, early } }) => {
  if (ofUsers.length > 0) return pass;
  const fix = `wait for the first rating of a user outside the team, given since the rollout began, ${orWaive(releaseId, items.feedback)}`;
  return reject('NO_FEEDBACK', { ofTheTeam, early, fix });
};

/** With the exception that lets the flow go on without, what there is can still be concluded. */
const enoughUsersHaveRated: FeedbackRule = (command, { asked }) => {
  const { users: needed, responseShare: neededShare } = command.conduct.acceptance;
  const { ofUsers, ofTheTeam, early } = command.opinions;
  const users = usersIn(ofUsers);
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
export function collected({ releaseId, opinions: { ofUsers, comments } }: ConcludeFeedback): FeedbackCollected[] {
  const satisfaction = satisfactionOf(ofUsers);
  if (satisfaction === undefined) return [];
  return [FeedbackCollected.of({ releaseId, ratings: usersIn(ofUsers), satisfaction, comments: [...comments] })];
}
