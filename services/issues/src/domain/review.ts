import { IssueReviewConcluded } from '@slipway/contracts';
import { sameContent } from '@slipway/decider';
import { evolve, isCritical, isOpen, isUnplanned, type DeskEvent, type DeskState } from './desk.state.js';

/** How the issues of a release stand, in numbers. */
export function reviewed(releaseId: string, state: DeskState): IssueReviewConcluded {
  const issues = Object.values(state.issues);
  const open = issues.filter(isOpen);
  return IssueReviewConcluded.of({
    releaseId,
    raised: issues.length,
    open: open.length,
    openCritical: open.filter(isCritical).length,
    unplanned: open.filter(isUnplanned).length,
    hotfixes: issues.filter(({ hotfix }) => hotfix !== undefined).length,
    breaches: issues.filter(({ breached }) => breached).length,
  });
}

/**
 * A gate is judged by the last review, so what changes the numbers of a review that somebody has made concludes it
 * anew, with itself. Before that nobody has looked, and nothing is concluded.
 */
export function withReview(state: DeskState, events: readonly DeskEvent[]): readonly DeskEvent[] {
  const after = events.reduce(evolve, state);
  if (state.review === undefined || after.review === undefined) return events;
  const review = reviewed(state.review.releaseId, after);
  return sameContent(review.data, after.review) ? events : [...events, review];
}
