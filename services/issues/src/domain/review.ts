import { IssueReviewConcluded } from '@slipway/contracts';
import { sameContent } from '@slipway/decider';
import type { DeskCommand } from './desk.commands.js';
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
 * A gate is judged by the last review, so what changes the numbers concludes another with itself, from the first issue on.
 * That there is no issue only a person can say. After the end nothing is judged by it any more.
 */
export function withReview(command: DeskCommand, state: DeskState, events: readonly DeskEvent[]): readonly DeskEvent[] {
  if (!('terms' in command) || command.terms.ended || events.length === 0) return events;
  const after = events.reduce(evolve, state);
  const [issue] = Object.values(after.issues);
  if (issue === undefined) return events;
  const review = reviewed(issue.raised.releaseId, after);
  return sameContent(review.data, after.review) ? events : [...events, review];
}
