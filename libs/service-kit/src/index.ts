export { Aggregate, type AggregateParts, type HandleOptions, type Loaded } from './aggregate/aggregate.js';
export { withPrecondition } from './aggregate/command-identity.js';
export { aggregateToken, InjectAggregate } from './aggregate/inject-aggregate.js';
export { isAcceptance, type Acceptance, type AnyDecider, type Outcome } from './aggregate/outcome.js';
export { afterTheEnd, expected, harmless, impossible, settle, type WhenRefused } from './aggregate/when-refused.js';
export { CurrentActor, Public, Roles } from './auth/decorators.js';
export { boot } from './boot/boot.js';
export { startService, type BootOptions, type RunningService } from './boot/start-service.js';
export { ServiceKit } from './boot/service-kit.module.js';
export type { ServiceOptions } from './boot/service-options.js';
export type { Redelivery } from './boot/redelivery.js';
export { systemClock, type Clock } from './config/clock.js';
export { readEnvironment, type Environment } from './config/environment.js';
export { jsonVariable, readSettings } from './config/settings.js';
export {
  CLOCK,
  EVENT_STORE,
  EVIDENCE,
  InjectClock,
  InjectEventStore,
  InjectEvidence,
  InjectProjections,
  InjectRedelivery,
  InjectTimers,
} from './config/tokens.js';
export { inTurn, leaseOf } from './database/turn.js';
export type { Answer, FieldsOf } from './http/answer.js';
export { decodeCursor, encodeCursor, page, pageOf, PageQuery, RangeQuery, type Page } from './http/page.js';
export { RawBody, WithoutIdempotencyKey, type RawBodyRules } from './http/command.decorators.js';
export { EmptyBody, ReasonBody } from './http/bodies.js';
export { KnownRelease, ReleaseParam, type ReleaseLookup } from './http/release-param.js';
export { releaseUnknown } from './releases/release-unknown.js';
export { tagged, type Tagged } from './http/outcome.interceptor.js';
export {
  MediaAnswer,
  TaggedAnswer,
  ZodAnswer,
  ZodAnswerOr,
  ZodBody,
  ZodParam,
  ZodQuery,
} from './http/zod-decorators.js';
export { projection, type Projection } from './projection/projection.js';
export type { Projections } from './projection/projections.js';
export type { Rows } from './projection/rows.js';
export { ServiceKitError, type ServiceKitErrorCode } from './service-kit-error.js';
export { defineTimer, type PayloadOf, type TimerDefinition } from './timers/define-timer.js';
export { OnTimer } from './timers/on-timer.js';
export { onBehalfOf, Origin, originOfCause } from './timers/origin.js';
export type { Timers } from './timers/timers.js';
export {
  CreateReleaseDirectory1763900001000,
  releaseDirectory,
  ReleaseDirectory,
  ReleaseDirectoryRow,
} from './releases/release-directory.js';
export {
  CreateReleaseStanding1764200000000,
  grantedItems,
  grantedValues,
  ReleaseStandingRow,
  ReleaseStandings,
  releaseStandings,
  type ReleaseStanding,
} from './releases/release-standing.js';
export { evidenceFile, EvidenceFileQuery } from './http/evidence-file.js';
export { InjectChannels, type Channels, type NoticeForm, type Notification } from './notify/channels.js';
export { defineNotice, firstAttempt, type NoticeAttempt, Notices } from './notify/notices.js';
export { Notify } from './notify/notify.module.js';
export { Outbound } from './outbound/outbound.js';
export { addressRefused, artifactsRefused, checkRefused, checksRefused, demandAllowed } from './outbound/door.js';
export { outboundLimits } from './outbound/outbound-limits.js';
export { readOutboundSettings, type OutboundSettings } from './outbound/outbound-settings.js';
export { reasonOf } from './outbound/reason.js';
export { ask, type Answered, type AskRules } from './checks/ask.js';
export { webhook } from './notify/webhook.js';
export { DOCUMENT_RECORDER, DocumentWriter, type DocumentRecorder } from './documents/document-writer.js';
export { documentWriting, recordedBy, type DocumentContexts } from './documents/document-writing.js';
export { Documents } from './documents/documents.js';
