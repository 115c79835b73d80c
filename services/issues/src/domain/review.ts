import { IssueReviewConcluded } from '@slipway/contracts';
import { sameContent } from '@slipway/decider';
import type { DeskCommand } from './desk.commands.js';
import { evolve, isCritical, isUnplanned, type DeskEvent, type DeskState } from './desk.state.js';

/** How the issues of a release stand, in numbers. */
export function reviewed(releaseId: string, { raised, hotfixes, breaches, ...state }: DeskState): IssueReviewConcluded {
  const open = [...state.open.values()];
  const [openCritical, unplanned] = [open.filter(isCritical).length, open.filter(isUnplanned).length];
  return IssueReviewConcluded.of({
    ...{ releaseId, raised, open: open.length },
    ...{ openCritical, unplanned, hotfixes, breaches },
  });
}

/**
 * A gate is judged by the last review, so what changes the numbers concludes another with itself, from the first issue on.
 * That there is no issue only a person can say. After the end nothing is judged by it any more.
 */
export function withReview(command: DeskCommand, state: DeskState, events: readonly DeskEvent[]): readonly DeskEvent[] {
  const [first] = events;
  if (first === undefined || command.terms.ended) return events;
  const after = events.reduce(evolve, state);
  if (after.raised === 0) return events;
  const review = reviewed(first.data.releaseId, after);
  return sameContent(review.data, after.review) ? events : [...events, review];
}
