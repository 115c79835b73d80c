import { moment } from '@slipway/flow';
import type { IssueStatus } from './desk.commands.js';
import type { Issue } from './desk.state.js';

/** The notice of a change; it says when that was, as a channel that fails may bring it late. */
export function noticeOf({ raised: { issueId, releaseId, title } }: Issue, status: IssueStatus, changedAt: string) {
  return {
    subject: `Issue ${issueId} is ${status}: ${title}`,
    text: `Release ${releaseId}, issue ${issueId} (${title}) is ${status} since ${moment(changedAt)}.`,
  };
}
