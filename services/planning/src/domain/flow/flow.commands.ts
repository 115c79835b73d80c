import type {
  Actor,
  DomainEvent,
  EvidenceReference,
  ExceptionTerms,
  FactReference,
  ReleaseSummary,
  TemplateReference,
} from '@slipway/contracts';
import type { FlowTemplate } from '@slipway/flow';

/** A recorded event as the flow sees it. */
export interface Fact extends DomainEvent {
  readonly eventId: string;
  readonly actor: Pick<Actor, 'id' | 'kind'>;
}

export type ItemKind = 'trigger' | 'action' | 'criterion' | 'dependency';

export interface Attest {
  readonly type: 'Attest';
  /** Id of a trigger, action, criterion or dependency. */
  readonly item: string;
  readonly kind: ItemKind;
  /** Of triggers and actions. */
  readonly step?: string;
  readonly statement: string;
  readonly evidence: readonly EvidenceReference[];
}

/** A person brings the document of an output. */
export interface AttachOutput {
  readonly type: 'AttachOutput';
  readonly step: string;
  readonly output: string;
  readonly evidence: EvidenceReference;
}

/** A fact brings the document of an output. */
export interface RecordOutput {
  readonly type: 'RecordOutput';
  readonly step: string;
  readonly output: string;
  readonly evidence: EvidenceReference;
  readonly by: Extract<FactReference, { kind: 'fact' }>;
}

export type RequestException = ExceptionTerms & { readonly type: 'RequestException' };

export interface ConfirmException {
  readonly type: 'ConfirmException';
  readonly exceptionId: string;
}

export interface DeclineException {
  readonly type: 'DeclineException';
  readonly exceptionId: string;
  readonly reason: string;
}

/** `Conclude` ends a deployed release that still has open items. */
export interface Steer<Type extends string = 'Pause' | 'Resume' | 'Abort' | 'RequestRollback' | 'Conclude'> {
  readonly type: Type;
  readonly reason: string;
}

export interface StartFlow {
  readonly type: 'StartFlow';
  readonly release: ReleaseSummary;
  readonly template: TemplateReference;
  readonly flow: FlowTemplate;
}

/** Facts of one trail, in its order. */
export interface RecordFacts {
  readonly type: 'RecordFacts';
  readonly facts: readonly Fact[];
  /** The later facts of the trail, of the types that can contradict these. */
  readonly later: readonly Fact[] | 'not read';
}

/** The deadline of a step, or of its start, has come. */
export interface CheckOverdue {
  readonly type: 'CheckOverdue';
  readonly step: string;
  readonly deadline: string;
}

export type FlowCommand =
  | StartFlow
  | { readonly type: 'ReviseRelease'; readonly release: ReleaseSummary }
  | RecordFacts
  | Attest
  | AttachOutput
  | RecordOutput
  | RequestException
  | ConfirmException
  | DeclineException
  | CheckOverdue
  | Steer<'Pause'>
  | Steer<'Resume'>
  | Steer<'Abort'>
  | Steer<'RequestRollback'>
  | Steer<'Conclude'>;
