import { ReleaseRevised, type ReleaseSummary } from '@slipway/contracts';
import type { FlowEvent } from './flow.events.js';
import type { FlowRun } from './flow.state.js';
import { changedAspects, aspectOf } from './aspects.policy.js';
import { metBy, withdrawn } from './withdraw.js';

/** The current release. Every item that depends on artifacts or a window that it no longer has is open again. */
export function revised(run: FlowRun, release: ReleaseSummary, now: string): FlowEvent[] {
  const revision = ReleaseRevised.of({ release });
  const changes = changedAspects(run.release, release);
  return [
    revision,
    ...changes.flatMap((changed) =>
      withdrawn(
        run,
        metBy(run, (type) => aspectOf(type) === changed),
        `the ${changed} of the release changed`,
        now,
      ),
    ),
  ];
}
