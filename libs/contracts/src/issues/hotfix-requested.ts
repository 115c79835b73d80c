import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { IssueId } from './issue.js';
import { topics } from '../topics.js';

export const HotfixRequested = defineEvent('dev.slipway.issues.hotfix-requested.v1', {
  topic: topics.issues,
  data: z.strictObject({ issueId: IssueId, releaseId: ReleaseId, reason: z.string().min(1) }),
});
export type HotfixRequested = EventOf<typeof HotfixRequested>;
