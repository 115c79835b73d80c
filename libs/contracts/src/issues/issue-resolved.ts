import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, Instant, ReleaseId } from '../primitives.js';
import { IssueId } from './issue.js';
import { topics } from '../topics.js';

export const IssueResolved = defineEvent('dev.slipway.issues.resolved.v1', {
  topic: topics.issues,
  data: z.strictObject({
    issueId: IssueId,
    releaseId: ReleaseId,
    resolution: z.string().min(1),
    critical: z.boolean(),
    inTime: z.boolean(),
    evidence: z.array(EvidenceReference),
    resolvedAt: Instant.exactOptional(),
  }),
});
export type IssueResolved = EventOf<typeof IssueResolved>;
