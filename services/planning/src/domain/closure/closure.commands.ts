import type { EvidenceReference } from '@slipway/contracts';

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

export type CommandOf<Type extends ClosureCommand['type']> = Extract<ClosureCommand, { readonly type: Type }>;
