import { SatisfactionMeasured } from '@slipway/contracts';
import { sameContent } from '@slipway/decider';
import { conductOf, satisfactionOf, usersIn } from '@slipway/flow';
import type { WatchEvent } from '../watch/watch.state.js';
import type { DueRule, Known } from './known.js';

/** Once feedback was collected, or the system is being verified; unknown until enough users have rated. */
export const satisfactionAtVerification: DueRule = (known) => {
  const { feedbackCollected, verifyingSince } = known.circumstances;
  return feedbackCollected || verifyingSince !== undefined ? satisfaction(known, 'verification') : [];
};

/** Recorded again when ratings have changed it, until the end of the release. */
export function satisfaction(
  { state, circumstances, observation: { opinions } }: Known,
  stage: SatisfactionMeasured['data']['stage'],
): WatchEvent[] {
  const { releaseId, policy } = circumstances.release;
  const measured = { ratings: usersIn(opinions), satisfaction: satisfactionOf(opinions) ?? 0 };
  const said = state.satisfaction[stage];
  if (said === undefined && measured.ratings < conductOf(policy).acceptance.users) return [];
  return sameContent(said, measured) ? [] : [SatisfactionMeasured.of({ releaseId, stage, ...measured })];
}
