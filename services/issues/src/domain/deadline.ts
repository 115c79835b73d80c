import { IssueSlaBreached } from '@slipway/contracts';
import { later } from '@slipway/flow';
import type { OpenIssue } from './desk.state.js';
import { releaseOf } from './issue-id.js';

/** No triage puts a deadline off: of all that an issue was given, the earliest counts. */
export const earliest = (...deadlines: readonly (string | undefined)[]): string | undefined =>
  deadlines.filter((deadline) => deadline !== undefined).sort()[0];

/** The clock starts when the trouble happened; a source whose clock is ahead gains no time. */
export const deadlineFrom = (occurredAt: string, now: string, criticalIssue: string): string =>
  later(occurredAt < now ? occurredAt : now, criticalIssue);

/** A missed deadline is recorded once: by the timer or, if that is late, with the next command about the issue. */
export function breachOf(
  { issueId, breached }: OpenIssue,
  deadline: string | undefined,
  now: string,
): IssueSlaBreached[] {
  if (deadline === undefined || breached || now < deadline) return [];
  return [IssueSlaBreached.of({ issueId, releaseId: releaseOf(issueId), deadline })];
}
