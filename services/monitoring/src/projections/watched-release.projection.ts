import { FlowStarted, StepStarted, type DomainEvent } from '@slipway/contracts';
import { projection, type Rows } from '@slipway/service-kit';
import {
  after,
  beginning,
  circumstanceFacts,
  type Circumstances,
  type TrailFact,
} from '../domain/assessment/circumstances.js';
import { WatchedReleaseRow } from './watched-release.row.js';

/** The releases that are or may be watched. */
export const watchedReleases = projection('watched-releases', WatchedReleaseRow).on(
  circumstanceFacts,
  async (rows, event) => {
    const before = await known(rows, event);
    if (before === undefined) return;
    const circumstances = after(before, event);
    await rows.upsert({
      releaseId: circumstances.release.releaseId,
      probed: circumstances.watchingSince !== undefined && !circumstances.ended,
      revision: String(event.logIndex),
      circumstances,
    });
  },
);

/** A flow begins with FlowStarted: what is said of a release without one concerns nobody here. */
async function known(rows: Rows<WatchedReleaseRow>, event: TrailFact): Promise<Circumstances | undefined> {
  const [row] = await rows.find({ releaseId: releaseOf(event) });
  if (row !== undefined) return row.circumstances;
  return FlowStarted.is(event) ? beginning(event.data.release, event) : undefined;
}

function releaseOf(event: DomainEvent): string {
  if (FlowStarted.is(event) || StepStarted.is(event)) return event.data.release.releaseId;
  const { releaseId, release } = event.data as { releaseId?: string; release?: { releaseId: string } };
  return releaseId ?? release?.releaseId ?? '';
}
