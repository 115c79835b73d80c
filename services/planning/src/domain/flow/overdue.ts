import { StepOverdue } from '@slipway/contracts';
import { millisecondsOf } from '@slipway/flow';
import type { CheckOverdue } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import { hasEnded, type FlowRun, type Wait } from './flow.state.js';
import { isOpenItem, whatIsMissing, type MissingItem } from './missing.js';
import { isApproved, secondReviewId, secondReviewOf } from './second-review.js';
import { currentWaits } from './waits.js';

/** A current deadline that has passed is recorded once, with what is missing and who can act. */
export function overdue(run: FlowRun, { step, deadline }: CheckOverdue, now: string): FlowEvent[] {
  const wait = step === secondReviewId ? secondReviewWait(run, deadline) : currentWaits(run)[step];
  if (hasEnded(run) || wait?.deadline !== deadline || now < deadline || run.overdue[step] === deadline) return [];
  return [
    StepOverdue.of({
      releaseId: run.release.releaseId,
      step,
      since: wait.since,
      deadline,
      missing: missingOf(run, step).map(({ id, text, whoCanAct }) => ({ id, text, whoCanAct: [...whoCanAct] })),
    }),
  ];
}

function missingOf(run: FlowRun, step: string): readonly MissingItem[] {
  const waits = whatIsMissing(run);
  return step === secondReviewId
    ? waits.flatMap(({ missing }) => missing.filter(({ id }) => id === secondReviewId))
    : (waits.find((each) => each.step === step)?.missing ?? []);
}

/** A second review that is still to come: its time begins with the approval. */
function secondReviewWait(run: FlowRun, deadline: string): Wait | undefined {
  const { secondReviewWithin: within } = run.release.policy;
  const isOpen = isApproved(run) && secondReviewOf(run).some(isOpenItem(run));
  if (!isOpen || within === undefined) return undefined;
  return { since: new Date(Date.parse(deadline) - millisecondsOf(within)).toISOString(), deadline };
}
