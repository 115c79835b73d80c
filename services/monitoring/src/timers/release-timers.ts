import { ReleaseId } from '@slipway/contracts';
import { defineTimer, type Timers } from '@slipway/service-kit';
import { z } from 'zod';

const OfRelease = z.strictObject({ releaseId: ReleaseId });

/** Coverage of the targets is to be confirmed. */
export const ConfirmCoverage = defineTimer('confirm-coverage', OfRelease);
/** A deadline of the release comes: its key names which. */
export const Assess = defineTimer('assess', OfRelease);
/** The next health report is due. */
export const ReportHealth = defineTimer('report-health', OfRelease);

export const deadlines = ['stability', 'watch-end'] as const;
type Deadline = (typeof deadlines)[number];

export const assessAt = (deadline: Deadline, releaseId: string) => [releaseId, deadline];

/** Cancels every timer that a release may have. */
export async function cancelAll(timers: Timers, releaseId: string): Promise<void> {
  for (const timer of [ConfirmCoverage, ReportHealth]) await timers.cancel(timer, [releaseId]);
  for (const deadline of deadlines) await timers.cancel(Assess, assessAt(deadline, releaseId));
}
