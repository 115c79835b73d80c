import {
  DocumentationCompleted,
  KnowledgeBaseUpdated,
  LessonsRecorded,
  ReleaseArchived,
  ReleaseSignedOff,
  RetrospectiveCompleted,
  RetrospectiveDrafted,
  type EvidenceReference,
} from '@slipway/contracts';
import { firstRejection, pass, reject, type Decider, type Rule } from '@slipway/decider';
import {
  evolve,
  initialState,
  missingForArchive,
  missingForSignOff,
  type ClosureEvent,
  type ClosureState,
} from './closure.state.js';

type About<Command> = Command & { readonly releaseId: string };

export type ClosureCommand =
  | About<{
      readonly type: 'CompleteDocumentation' | 'UpdateKnowledgeBase';
      readonly evidence: readonly EvidenceReference[];
    }>
  | About<{ readonly type: 'RecordLessons'; readonly lessons: readonly string[]; readonly evidence: EvidenceReference }>
  | About<{ readonly type: 'DraftRetrospective'; readonly evidence: EvidenceReference }>
  | About<{
      readonly type: 'CompleteRetrospective';
      readonly participants: readonly string[];
      readonly evidence: EvidenceReference;
    }>
  | About<{
      readonly type: 'ArchiveRelease';
      readonly bundle: EvidenceReference;
      readonly events: number;
      readonly head: string;
    }>
  | About<{ readonly type: 'SignOff' }>;

export type ClosureRejection = 'RELEASE_CLOSED' | 'RETROSPECTIVE_NOT_DRAFTED' | 'CLOSURE_INCOMPLETE';
type ClosureRule = Rule<[command: ClosureCommand, state: ClosureState], ClosureRejection>;

const notSignedOff: ClosureRule = (_, { signedOffBy }) =>
  signedOffBy === undefined ? pass : reject('RELEASE_CLOSED', { signedOffBy, fix: 'nothing more is needed' });

const retrospectiveIsDrafted: ClosureRule = (_, { draft }) =>
  draft === undefined
    ? reject('RETROSPECTIVE_NOT_DRAFTED', { fix: 'it is drafted from the trail when the closing step starts' })
    : pass;

const readyForArchive: ClosureRule = (_, state) => complete(missingForArchive(state));
const readyForSignOff: ClosureRule = (_, state) => complete(missingForSignOff(state));

const complete = (missing: readonly string[]) =>
  missing.length === 0 ? pass : reject('CLOSURE_INCOMPLETE', { missing, fix: 'bring what is missing first' });

const rules: Readonly<Record<ClosureCommand['type'], readonly ClosureRule[]>> = {
  CompleteDocumentation: [notSignedOff],
  UpdateKnowledgeBase: [notSignedOff],
  RecordLessons: [notSignedOff],
  DraftRetrospective: [],
  CompleteRetrospective: [notSignedOff, retrospectiveIsDrafted],
  ArchiveRelease: [readyForArchive],
  SignOff: [notSignedOff, readyForSignOff],
};

/** The closure of a release: documented, looked back on, archived, and then signed off. */
export const closure: Decider<ClosureState, ClosureCommand, ClosureEvent, ClosureRejection> = {
  category: 'closure',
  initialState,
  evolve,
  decide(command, state, { actor }) {
    return firstRejection(rules[command.type], command, state) ?? factsOf(command, state, actor.id);
  },
};

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
