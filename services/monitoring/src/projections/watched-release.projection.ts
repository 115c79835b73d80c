import {
  FeedbackReceived,
  FlowStarted,
  IssueRaised,
  IssueResolved,
  StepStarted,
  type DomainEvent,
} from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import { projection, type Rows } from '@slipway/service-kit';
import {
  after,
  beginning,
  causeBy,
  circumstanceFacts,
  type Circumstances,
  type TrailFact,
} from '../domain/assessment/circumstances.js';
import { ratingOf, replaces } from '../domain/assessment/ratings.js';
import { RatingRow } from './rating.row.js';
import { WatchedIssueRow } from './watched-issue.row.js';
import { circumstancesOf, WatchedReleaseRow } from './watched-release.row.js';

type ReleaseRows = Rows<WatchedReleaseRow>;

/** The releases that can be watched, the ratings of their users, and their issues. */
export const watchedReleases = projection('watched-releases', WatchedReleaseRow, { also: [RatingRow, WatchedIssueRow] })
  .on(circumstanceFacts, async (rows, event) => {
    const before = await known(rows, event);
    if (before === undefined) return;
    const { because, ...circumstances } = after(before, event);
    await rows.upsert({
      releaseId: circumstances.release.releaseId,
      probed: circumstances.watchingSince !== undefined && !circumstances.ended,
      revision: String(event.logIndex),
      because,
      circumstances,
    });
  })
  .on(FeedbackReceived, async (rows, event) => {
    const { releaseId } = event.data;
    if (!(await isNews(rows, releaseId, event))) return;
    const ratings = rows.of(RatingRow);
    const rating = ratingOf(event, event.occurredAt);
    const [before] = await ratings.find({ releaseId, person: rating.person });
    if (replaces(rating, before)) await ratings.upsert({ releaseId, ...rating });
  })
  .on(IssueRaised, async (rows, event) => {
    const { releaseId, issueId } = event.data;
    if (!(await isNews(rows, releaseId, event))) return;
    await rows.of(WatchedIssueRow).upsert({ issueId, releaseId, raisedAt: event.occurredAt, resolved: false });
  })
  .on(IssueResolved, async (rows, event) => {
    const { releaseId, issueId } = event.data;
    if (await isNews(rows, releaseId, event)) await rows.of(WatchedIssueRow).update({ issueId }, { resolved: true });
  });

/** Notes a new fact to assess, unless the release is unknown here. */
async function isNews(rows: ReleaseRows, releaseId: string, event: LoggedEvent): Promise<boolean> {
  if ((await rows.find({ releaseId })).length === 0) return false;
  await rows.update({ releaseId }, { revision: String(event.logIndex), because: causeBy(event) });
  return true;
}

/** A flow begins with FlowStarted: facts about a release without one do not matter here. */
async function known(rows: ReleaseRows, event: TrailFact): Promise<Circumstances | undefined> {
  const [row] = await rows.find({ releaseId: releaseOf(event) });
  if (row !== undefined) return circumstancesOf(row);
  return FlowStarted.is(event) ? beginning(event.data.release, event) : undefined;
}

function releaseOf(event: DomainEvent): string {
  if (FlowStarted.is(event) || StepStarted.is(event)) return event.data.release.releaseId;
  const { releaseId, release } = event.data as { releaseId?: string; release?: { releaseId: string } };
  return releaseId ?? release?.releaseId ?? '';
}
