import { SatisfactionMeasured } from '@slipway/contracts';
import type { WatchEvent } from '../watch/watch.state.js';
import type { Circumstances } from './circumstances.js';
import type { DueRule } from './known.js';

/** Once people were asked, or the system is being verified; without a rating there is nothing to say. */
export const satisfactionAtVerification: DueRule = ({ state, circumstances }) => {
  const { feedbackCollected, verifyingSince } = circumstances;
  if (state.satisfaction.verification !== undefined) return [];
  return feedbackCollected || verifyingSince !== undefined ? satisfaction(circumstances, 'verification') : [];
};

/** The share of ratings of 4 and 5. */
export function satisfaction(
  { release, ratings }: Circumstances,
  stage: SatisfactionMeasured['data']['stage'],
): WatchEvent[] {
  const { given, satisfied } = ratings;
  if (given === 0) return [];
  const { releaseId } = release;
  return [SatisfactionMeasured.of({ releaseId, stage, ratings: given, satisfaction: satisfied / given })];
}
