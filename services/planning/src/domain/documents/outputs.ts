import {
  CommandCentreOpened,
  CommunicationPrepared,
  DocumentationCompleted,
  KnowledgeBaseUpdated,
  LessonsRecorded,
  PlanFinalised,
  ReadinessReported,
  ReleaseArchived,
  ReleaseSignedOff,
  RetrospectiveCompleted,
  StakeholdersNotified,
  TeamAssembled,
  TeamsCoordinated,
  UserTrainingScheduled,
  type DomainEvent,
  type EventDefinition,
  type EventOf,
  type EvidenceReference,
  type ReleaseSummary,
} from '@slipway/contracts';
import type { ClosureState } from '../closure/closure.state.js';
import type { CommunicationState } from '../communication/communication.state.js';
import * as closing from './closure-documents.js';
import * as communicating from './communication-documents.js';
import type { Document } from './document.js';
import * as preparing from './planning-documents.js';

/** What the documents are made from, beside the fact that calls for them. */
export interface Subject {
  readonly release: ReleaseSummary;
  readonly communication: CommunicationState;
  readonly closure: ClosureState;
}

/** An output of a step: a document to be made, or one that the fact already names. */
export type Content = Document | EvidenceReference;

export interface OutputRule {
  readonly event: EventDefinition;
  readonly step: string;
  readonly output: string;
  readonly contentOf: (event: DomainEvent, subject: Subject) => Content;
}

function output<Definition extends EventDefinition>(
  id: `${string}.output-${number}`,
  event: Definition,
  contentOf: (data: EventOf<Definition>['data'], subject: Subject) => Content,
): OutputRule {
  const step = id.slice(0, id.indexOf('.'));
  return {
    event,
    step,
    output: id,
    contentOf: ({ data }, subject) => contentOf(data, subject),
  };
}

/** Which fact brings about which output of planning's steps. Deployment and monitoring record prepare-release.output-4 and -5. */
export const outputRules = [
  output('prepare-release.output-1', PlanFinalised, (plan, { release }) => preparing.planDocument(plan, release)),
  output('prepare-release.output-2', CommunicationPrepared, (data, { release }) =>
    preparing.materialsDocument(data, release),
  ),
  output('prepare-release.output-3', TeamAssembled, (data, { release }) => preparing.teamDocument(data, release)),
  output('prepare-release.output-6', ReadinessReported, (data, { release }) =>
    preparing.readinessDocument(data, release),
  ),
  output('coordinate-release.output-1', StakeholdersNotified, (data, { communication, release }) =>
    communicating.notificationsDocument(data, communication, release),
  ),
  output('coordinate-release.output-2', TeamsCoordinated, (data, { release }) =>
    communicating.coordinationDocument(data, release),
  ),
  output('coordinate-release.output-3', UserTrainingScheduled, (_, { communication, release }) =>
    communicating.userCommunicationDocument(communication, release),
  ),
  output('coordinate-release.output-4', CommandCentreOpened, (data, { release }) =>
    communicating.commandCentreDocument(data, release),
  ),
  output('close-release.output-1', DocumentationCompleted, ({ evidence }, { release }) =>
    closing.documentationDocument(evidence, release),
  ),
  output('close-release.output-2', KnowledgeBaseUpdated, ({ evidence }, { release }) =>
    closing.knowledgeBaseDocument(evidence, release),
  ),
  output('close-release.output-3', LessonsRecorded, ({ evidence }) => evidence),
  output('close-release.output-4', ReleaseArchived, ({ bundle }) => bundle),
  output('close-release.output-5', RetrospectiveCompleted, ({ evidence }) => evidence),
  output('close-release.output-6', ReleaseSignedOff, (data, { closure, release }) =>
    closing.signOffDocument(data, closure, release),
  ),
] as const;

export const isDocument = (content: Content): content is Document => 'text' in content;
