import { FeedbackCollected } from '@slipway/contracts';
import { reject, type Rejection } from '@slipway/decider';

export interface Rating {
  /** 1 to 5. */
  readonly rating: number;
  readonly comment?: string;
}

const satisfiedFrom = 4;
/** An event is no place for a library: comments are kept up to here. */
const kept = { comments: 200, characters: 1000 };

/** Satisfaction is the share of ratings of 4 and 5. */
export function collected(
  releaseId: string,
  ratings: readonly Rating[],
): FeedbackCollected[] | Rejection<'NO_FEEDBACK'> {
  if (ratings.length === 0) return reject('NO_FEEDBACK', { fix: 'wait for the first rating of a user' });
  const satisfied = ratings.filter(({ rating }) => rating >= satisfiedFrom).length;
  const comments = ratings
    .flatMap(({ comment }) => (comment === undefined ? [] : [comment.slice(0, kept.characters)]))
    .slice(0, kept.comments);
  const satisfaction = satisfied / ratings.length;
  return [FeedbackCollected.of({ releaseId, ratings: ratings.length, satisfaction, comments })];
}
