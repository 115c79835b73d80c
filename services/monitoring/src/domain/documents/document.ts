import type { Measurements } from '@slipway/contracts';
import type { FactSource, DocumentRule as FlowDocumentRule, RatingCount } from '@slipway/flow';
import type { IssueCounts, Range } from '../assessment/trend.js';
import type { WatchState } from '../watch/watch.state.js';

/** What the samples say about the time that a document covers. */
export interface Sampled extends Range {
  readonly targets: readonly (Measurements & { readonly target: string })[];
  readonly faults: readonly { readonly target: string; readonly observed: string; readonly count: number }[];
}

/** What a document tells beside the fact that it is about. */
export interface DocumentContext extends FactSource {
  readonly state: WatchState;
  readonly sampled: Sampled;
  /** Of users who have seen the release. */
  readonly opinions: readonly RatingCount[];
  readonly issues: IssueCounts;
}

export type DocumentRule = FlowDocumentRule<DocumentContext>;
