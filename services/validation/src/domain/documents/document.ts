import type { FactSource, DocumentRule as FlowDocumentRule } from '@slipway/flow';
import type { AcceptanceState } from '../acceptance/acceptance.state.js';

/** What a document tells beside the fact that it is about. */
export interface DocumentContext extends FactSource {
  readonly acceptance: AcceptanceState;
}

/** The steps whose outputs are ours, each with an aggregate of its own. */
type Step = 'validate-prerelease' | 'validate-postrelease' | 'conduct-user-acceptance';

export type DocumentRule = FlowDocumentRule<DocumentContext, Step>;
