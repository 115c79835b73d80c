import { IssueSlaBreached } from '@slipway/contracts';
import type { Issue } from './desk.state.js';

/** No triage puts a deadline off: of all that an issue was given, the earliest counts. */
export const earliest = (...deadlines: readonly (string | undefined)[]): string | undefined =>
  deadlines.filter((deadline) => deadline !== undefined).sort()[0];

/** Said once that a deadline has passed: by the timer, or, where that is late, by whoever touches the issue after it. */
export function breachOf(issue: Issue | undefined, deadline: string | undefined, now: string): IssueSlaBreached[] {
  if (issue === undefined || deadline === undefined || issue.breached || now < deadline) return [];
  const { issueId, releaseId } = issue.raised;
  return [IssueSlaBreached.of({ issueId, releaseId, deadline })];
}
