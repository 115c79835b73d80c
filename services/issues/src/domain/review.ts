import { IssueReviewConcluded } from '@slipway/contracts';
import { sameContent } from '@slipway/decider';
import type { DeskCommand } from './desk.commands.js';
import { evolve, isCritical, isUnplanned, type DeskEvent, type DeskState } from './desk.state.js';

/** The state of the issues of a release, in numbers. */
export function reviewed(releaseId: string, { raised, hotfixes, breaches, ...state }: DeskState): IssueReviewConcluded {
  const open = [...state.open.values()];
  const [openCritical, unplanned] = [open.filter(isCritical).length, open.filter(isUnplanned).length];
  return IssueReviewConcluded.of({
    ...{ releaseId, raised, open: open.length },
    ...{ openCritical, unplanned, hotfixes, breaches },
  });
}

/**
 * A gate uses the last review, so every change of the numbers concludes another, from the first issue on. Only a person
 * can state that there is no issue. After the end, no gate uses it.
 */
export function withReview(command: DeskCommand, state: DeskState, events: readonly DeskEvent[]): readonly DeskEvent[] {
  const [first] = events;
  if (first === undefined || command.terms.ended) return events;
  const after = events.reduce(evolve, state);
  if (after.raised === 0) return events;
  const review = reviewed(first.data.releaseId, after);
  return sameContent(review.data, after.review) ? events : [...events, review];
}
