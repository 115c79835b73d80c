import type {
  DomainEvent,
  EvidenceReference,
  FactReference,
  ReleaseSummary,
  TemplateReference,
} from '@slipway/contracts';
import type { FlowTemplate } from '@slipway/flow';

/** A recorded event as the flow sees it. */
export interface Fact extends DomainEvent {
  readonly eventId: string;
}

export type ItemKind = 'trigger' | 'action' | 'criterion' | 'dependency';

export type FlowCommand =
  | {
      readonly type: 'StartFlow';
      readonly release: ReleaseSummary;
      readonly template: TemplateReference;
      readonly flow: FlowTemplate;
    }
  | { readonly type: 'ReviseRelease'; readonly release: ReleaseSummary }
  | { readonly type: 'RecordFacts'; readonly facts: readonly Fact[] }
  | {
      readonly type: 'Attest';
      /** Id of a trigger, action, criterion or dependency. */
      readonly item: string;
      /** What its sender takes it for, and the step that they take it to be of. */
      readonly kind?: ItemKind;
      readonly step?: string;
      readonly statement: string;
      readonly evidence: readonly EvidenceReference[];
    }
  | {
      readonly type: 'RecordOutput';
      readonly step: string;
      readonly output: string;
      readonly evidence: EvidenceReference;
      /** The fact that brought it about; without one it is attached by the actor. */
      readonly by?: FactReference;
    }
  | { readonly type: 'WaiveCriterion'; readonly criterion: string; readonly reason: string }
  | { readonly type: 'WaiveGate'; readonly gate: string; readonly reason: string }
  | { readonly type: 'Pause' | 'Resume' | 'Abort' | 'RequestRollback'; readonly reason: string };
