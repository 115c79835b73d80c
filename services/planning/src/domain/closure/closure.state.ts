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

export type ClosureEvent =
  | DocumentationCompleted
  | KnowledgeBaseUpdated
  | LessonsRecorded
  | ReleaseArchived
  | ReleaseSignedOff
  | RetrospectiveCompleted
  | RetrospectiveDrafted;

/** What has been done to close a release. */
export interface ClosureState {
  readonly documentation: readonly EvidenceReference[];
  readonly knowledgeBase: readonly EvidenceReference[];
  readonly lessons?: EvidenceReference;
  readonly draft?: EvidenceReference;
  readonly retrospective?: EvidenceReference;
  readonly archive?: ReleaseArchived['data'];
  readonly signedOffBy?: string;
}

export const initialState: ClosureState = { documentation: [], knowledgeBase: [] };

export function evolve(state: ClosureState, event: ClosureEvent): ClosureState {
  switch (event.type) {
    case DocumentationCompleted.type:
      return { ...state, documentation: event.data.evidence };
    case KnowledgeBaseUpdated.type:
      return { ...state, knowledgeBase: event.data.evidence };
    case LessonsRecorded.type:
      return { ...state, lessons: event.data.evidence };
    case RetrospectiveDrafted.type:
      return { ...state, draft: event.data.evidence };
    case RetrospectiveCompleted.type:
      return { ...state, retrospective: event.data.evidence };
    case ReleaseArchived.type:
      return { ...state, archive: event.data };
    case ReleaseSignedOff.type:
      return { ...state, signedOffBy: event.data.by };
  }
}

/** What must be there before the release is archived. */
export function missingForArchive({ documentation, knowledgeBase, lessons, retrospective }: ClosureState): string[] {
  return [
    ...(documentation.length === 0 ? ['documentation'] : []),
    ...(knowledgeBase.length === 0 ? ['knowledge base'] : []),
    ...(lessons === undefined ? ['lessons'] : []),
    ...(retrospective === undefined ? ['retrospective'] : []),
  ];
}

export const missingForSignOff = (state: ClosureState): string[] => [
  ...missingForArchive(state),
  ...(state.archive === undefined ? ['archive'] : []),
];
