import { FeedbackCollected } from '@slipway/contracts';
import { reject, type Rejection } from '@slipway/decider';
import { satisfactionOf } from '@slipway/flow';

export interface Rating {
  /** 1 to 5. */
  readonly rating: number;
  readonly comment?: string;
}

/** An event is no place for a library: comments are kept up to here. */
const kept = { comments: 200, characters: 1000 };

/** What users say, each with the last of their ratings. */
export function collected(
  releaseId: string,
  ratings: readonly Rating[],
): FeedbackCollected[] | Rejection<'NO_FEEDBACK'> {
  const satisfaction = satisfactionOf(ratings.map(({ rating }) => rating));
  if (satisfaction === undefined) return reject('NO_FEEDBACK', { fix: 'wait for the first rating of a user' });
  const comments = ratings
    .flatMap(({ comment }) => (comment === undefined ? [] : [comment.slice(0, kept.characters)]))
    .slice(0, kept.comments);
  return [FeedbackCollected.of({ releaseId, ratings: ratings.length, satisfaction, comments })];
}
