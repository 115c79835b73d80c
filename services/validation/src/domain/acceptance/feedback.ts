import { FeedbackCollected } from '@slipway/contracts';
import { satisfactionOf, usersIn, type RatingCount } from '@slipway/flow';
import type { ConcludeFeedback } from './acceptance.commands.js';

/** The feedback on a version: the last rating of each person. */
export interface Opinions {
  /** From its users only: not from its own team, and not from before its rollout began. */
  readonly ofUsers: readonly RatingCount[];
  /** Of the same users, as many as are kept. */
  readonly comments: readonly string[];
  readonly ofTheTeam: number;
  /** Of others, from before the rollout began. */
  readonly early: number;
}

/** An event is no place for a library: comments are kept up to here. */
export const kept = { comments: 200, characters: 1000 } as const;

/** The feedback of users: the last rating of each. */
export function collected({ releaseId, opinions: { ofUsers, comments } }: ConcludeFeedback): FeedbackCollected[] {
  const satisfaction = satisfactionOf(ofUsers);
  if (satisfaction === undefined) return [];
  return [FeedbackCollected.of({ releaseId, ratings: usersIn(ofUsers), satisfaction, comments: [...comments] })];
}
