import { pass, reject } from '@slipway/decider';
import { usersIn } from '@slipway/flow';
import { releaseGoesOn } from '../lifecycle.policy.js';
import { isWaived, orWaive } from '../standing.js';
import type { ConcludeFeedback } from './acceptance.commands.js';
import { items, versionIsDeployed, type AcceptanceRule } from './acceptance.policy.js';

type FeedbackRule = AcceptanceRule<ConcludeFeedback>;

const someUserHasRated: FeedbackRule = ({ releaseId, opinions: { ofUsers, ofTheTeam, early } }) => {
  if (ofUsers.length > 0) return pass;
  const fix = `wait for the first rating of a user outside the team, given since the rollout began, ${orWaive(releaseId, items.feedback)}`;
  return reject('NO_FEEDBACK', { ofTheTeam, early, fix });
};

/** With an exception that lets the flow go on without it, the collection can end with what there is. */
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
