import {
  DocumentationCompleted,
  KnowledgeBaseUpdated,
  LessonsRecorded,
  ReleaseArchived,
  ReleaseSignedOff,
  RetrospectiveCompleted,
  RetrospectiveDrafted,
  canonicalIdentity,
} from '@slipway/contracts';
import { firstRejection, type Decider, type Rejection } from '@slipway/decider';
import type { ClosureCommand } from './closure.commands.js';
import * as policy from './closure.policy.js';
import type { ClosureContext, ClosureRejection } from './closure.policy.js';
import { evolve, initialState, type ClosureEvent, type ClosureState } from './closure.state.js';

export type { ClosureCommand } from './closure.commands.js';

/** The closure of a release: documented, looked back on, archived, and then signed off. */
export const closure: Decider<ClosureState, ClosureCommand, ClosureEvent, ClosureRejection, ClosureContext> = {
  category: 'closure',
  initialState,
  evolve,
  decide(command, state, context) {
    return refusal(command, state, context) ?? factsOf(command, state, canonicalIdentity(context.actor.id));
  },
};

function refusal(
  command: ClosureCommand,
  state: ClosureState,
  context: ClosureContext,
): Rejection<ClosureRejection> | undefined {
  switch (command.type) {
    case 'CompleteDocumentation':
    case 'UpdateKnowledgeBase':
    case 'RecordLessons':
      return firstRejection(policy.mayAdd, command, state, context);
    case 'DraftRetrospective':
      return firstRejection(policy.mayDraft, command, state, context);
    case 'CompleteRetrospective':
      return firstRejection(policy.mayCompleteRetrospective, command, state, context);
    case 'ArchiveRelease':
      return firstRejection(policy.mayArchive, command, state, context);
    case 'SignOff':
      return firstRejection(policy.maySignOff, command, state, context);
  }
}

function factsOf(command: ClosureCommand, state: ClosureState, actor: string): ClosureEvent[] {
  const { releaseId } = command;
  switch (command.type) {
    case 'CompleteDocumentation':
      return [DocumentationCompleted.of({ releaseId, evidence: [...command.evidence] })];
    case 'UpdateKnowledgeBase':
      return [KnowledgeBaseUpdated.of({ releaseId, evidence: [...command.evidence] })];
    case 'RecordLessons':
      return [LessonsRecorded.of({ releaseId, lessons: [...command.lessons], evidence: command.evidence })];
    case 'DraftRetrospective':
      return state.draft === undefined ? [RetrospectiveDrafted.of({ releaseId, evidence: command.evidence })] : [];
    case 'CompleteRetrospective': {
      const { participants, evidence } = command;
      return [RetrospectiveCompleted.of({ releaseId, participants: [...participants], evidence })];
    }
    case 'ArchiveRelease': {
      const { bundle, events, head } = command;
      return state.archive === undefined ? [ReleaseArchived.of({ releaseId, bundle, events, head })] : [];
    }
    case 'SignOff':
      return [ReleaseSignedOff.of({ releaseId, by: actor })];
  }
}
