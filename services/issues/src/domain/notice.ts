import { moment } from '@slipway/documents';
import type { Issue } from './issue.js';
import type { IssueStatus } from './notice.decider.js';

/** The notice of a change, with its time: a channel that fails can deliver it late. */
export function noticeOf({ raised: { issueId, releaseId, title } }: Issue, status: IssueStatus, changedAt: string) {
  return {
    subject: `Issue ${issueId} is ${status}: ${title}`,
    text: `Issue ${issueId} of release ${releaseId} (${title}) was ${status} at ${moment(changedAt)}.`,
  };
}
