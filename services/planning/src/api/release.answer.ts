import {
  CommandCentreOpened,
  CommunicationPrepared,
  Digest,
  EvidenceReference,
  NotificationFailed,
  PlanFinalised,
  ReadinessReported,
  ReleaseArchived,
  ReleaseSummary,
  TeamAcknowledged,
  TeamRole,
  TemplateReference,
  TimelinePublished,
  UserTrainingScheduled,
  WindowReached,
  WorkGivenUp,
} from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { ApprovalState } from '../domain/approval/approval.state.js';
import type { ClosureState } from '../domain/closure/closure.state.js';
import type { CommunicationState, Delivery } from '../domain/communication/communication.state.js';
import type { ProposedRelease, TeamMember } from '../domain/release/release.state.js';
import { FlowProgress } from './flow.answer.js';

const Approval = z.strictObject({
  status: z.enum(['none', 'requested', 'obtained', 'declined', 'lapsed']),
  author: z.string(),
  quorum: z.int(),
  digests: z.array(Digest).describe('The artifacts that it is bound to.'),
  approvers: z.array(z.string()),
  secondReviewer: z.string().optional().describe('Who reviewed the approval, where the policy asks for it.'),
  declined: z.strictObject({ by: z.string(), reason: z.string() }).optional(),
} satisfies FieldsOf<ApprovalState>);

const Communication = z.strictObject({
  messages: z.array(CommunicationPrepared.data.shape.messages.element),
  delivered: z.array(z.strictObject({ audience: z.string(), channel: z.string() } satisfies FieldsOf<Delivery>)),
  failures: z.int(),
  failing: z
    .array(NotificationFailed.data.omit({ releaseId: true }))
    .describe('The audiences that are not notified yet, with the channel and the reason.'),
  notified: z.boolean(),
  acknowledged: z
    .partialRecord(TeamAcknowledged.data.shape.team, z.string())
    .describe('The person who acknowledged, for each team.'),
  timeline: TimelinePublished.data.optional(),
  training: z.array(UserTrainingScheduled.data.shape.sessions.element),
  commandCentre: CommandCentreOpened.data.optional(),
} satisfies FieldsOf<CommunicationState>);

const Closure = z.strictObject({
  documentation: z.array(EvidenceReference),
  knowledgeBase: z.array(EvidenceReference),
  lessons: EvidenceReference.optional(),
  draft: EvidenceReference.optional(),
  retrospective: EvidenceReference.optional(),
  archive: ReleaseArchived.data.optional(),
  signedOffBy: z.string().optional(),
} satisfies FieldsOf<ClosureState>);

const Member = z.strictObject({ person: z.string(), acknowledged: z.boolean() } satisfies FieldsOf<TeamMember>);

const preparation = {
  status: z.enum(['proposed', 'running', 'paused', 'released', 'post-release']),
  summary: ReleaseSummary.describe(
    'The current summary: with changed artifacts, overridden durations and the planned window.',
  ),
  template: TemplateReference,
  reviewedBy: z.array(z.string()),
  plan: PlanFinalised.data.optional(),
  team: z.partialRecord(TeamRole, Member),
  assembled: z.boolean(),
  reached: z.array(WindowReached.data.shape.phase).describe('The phases of the window that have come.'),
  readiness: ReadinessReported.data.optional(),
  authorNamedBy: z.string().optional().describe('The person who named the author.'),
  templatePublishedBy: z.string().optional(),
  troubles: z
    .array(WorkGivenUp.data.omit({ releaseId: true }))
    .describe('Work for the release that a service gave up. It needs a person.'),
} satisfies FieldsOf<ProposedRelease>;

/** Everything that planning knows of a release. */
export const ReleaseAnswer = z
  .strictObject({
    ...preparation,
    approval: Approval,
    communication: Communication,
    closure: Closure,
    flow: FlowProgress,
  })
  .meta({ id: 'Release' });
export type ReleaseAnswer = Answer<typeof ReleaseAnswer>;
