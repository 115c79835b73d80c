import { StepOverdue } from '@slipway/contracts';
import type { CheckOverdue } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import { hasEnded, type FlowRun } from './flow.state.js';
import { whatIsMissing } from './missing.js';
import { currentWaits } from './waits.js';

/** A current deadline that has passed is recorded once, with what is missing and who can act. */
export function overdue(run: FlowRun, { step, deadline }: CheckOverdue, now: string): FlowEvent[] {
  const wait = currentWaits(run)[step];
  if (hasEnded(run) || wait?.deadline !== deadline || now < deadline || run.overdue[step] === deadline) return [];
  const missing = whatIsMissing(run).find((each) => each.step === step)?.missing ?? [];
  return [
    StepOverdue.of({
      releaseId: run.release.releaseId,
      step,
      since: wait.since,
      deadline,
      missing: missing.map(({ id, text, whoCanAct }) => ({ id, text, whoCanAct: [...whoCanAct] })),
    }),
  ];
}
