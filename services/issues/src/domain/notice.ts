import { moment } from '@slipway/documents';
import type { Issue } from './issue.js';
import type { IssueStatus } from './notice.decider.js';

/** The notice of a change; it says when that was, as a channel that fails may bring it late. */
export function noticeOf({ raised: { issueId, releaseId, title } }: Issue, status: IssueStatus, changedAt: string) {
  return {
    subject: `Issue ${issueId} is ${status}: ${title}`,
    text: `Release ${releaseId}, issue ${issueId} (${title}) is ${status} since ${moment(changedAt)}.`,
  };
}
