import { SatisfactionMeasured } from '@slipway/contracts';
import { satisfactionOf } from '@slipway/flow';
import type { WatchEvent } from '../watch/watch.state.js';
import type { Circumstances } from './circumstances.js';
import type { DueRule } from './known.js';

/** Once people were asked, or the system is being verified; without a rating there is nothing to say. */
export const satisfactionAtVerification: DueRule = ({ state, circumstances }) => {
  const { feedbackCollected, verifyingSince } = circumstances;
  if (state.satisfaction.verification !== undefined) return [];
  return feedbackCollected || verifyingSince !== undefined ? satisfaction(circumstances, 'verification') : [];
};

export function satisfaction(
  { release, ratings }: Circumstances,
  stage: SatisfactionMeasured['data']['stage'],
): WatchEvent[] {
  const given = Object.values(ratings);
  const share = satisfactionOf(given);
  if (share === undefined) return [];
  const { releaseId } = release;
  return [SatisfactionMeasured.of({ releaseId, stage, ratings: given.length, satisfaction: share })];
}
