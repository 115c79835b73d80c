import {
  FixPlanned,
  HotfixRequested,
  Instant,
  IssueRaised,
  IssueResolved,
  IssueStatusCommunicated,
  IssueTriaged,
} from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { Issue } from '../domain/issue.js';

/** An issue, with each fact of its way. */
export const IssueAnswer = z
  .strictObject({
    raised: IssueRaised.data,
    triaged: IssueTriaged.data.optional(),
    hotfix: HotfixRequested.data.optional(),
    planned: FixPlanned.data.optional(),
    resolved: IssueResolved.data.optional(),
    deadline: Instant.optional().describe('The earliest deadline of the issue; triage as not critical lifts it.'),
    breached: z.boolean().describe('Its deadline passed while it was open.'),
    told: z.array(IssueStatusCommunicated.data).describe('The newest notices.'),
  } satisfies FieldsOf<Issue>)
  .meta({ id: 'Issue' });
export type IssueAnswer = Answer<typeof IssueAnswer>;
