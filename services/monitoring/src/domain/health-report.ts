import type { Measurements } from '@slipway/contracts';
import {
  list,
  paragraph,
  percent,
  section,
  table,
  targetTable,
  type Block,
  type DocumentContext,
} from '@slipway/documents';
import { satisfactionOf, usersIn, type RatingCount } from '@slipway/flow';
import type { IssueCounts, Range } from './assessment/trend.js';
import type { WatchState } from './watch/watch.state.js';

/** What the samples show of the time that a document covers. */
export interface Sampled extends Range {
  readonly targets: readonly (Measurements & { readonly target: string })[];
  readonly faults: readonly { readonly target: string; readonly observed: string; readonly count: number }[];
}

export interface MonitoringContext extends DocumentContext {
  readonly state: WatchState;
  readonly sampled: Sampled;
  /** Of users who have seen the release. */
  readonly opinions: readonly RatingCount[];
  readonly issues: IssueCounts;
}

/** How the system did over the sampled time: each target, what went wrong, breaches and ratings. */
export const healthReport = ({ sampled, state, opinions, issues }: MonitoringContext): readonly Block[] => [
  paragraph(`From ${sampled.from} to ${sampled.to}.`),
  targetTable(sampled.targets),
  ...section('Faults', faultTable(sampled.faults)),
  ...section(
    'Standing',
    list([
      `Breaches of the error budget since the release: ${state.breaches}`,
      `Last recorded window: ${state.lastWindowHealthy === undefined ? 'none yet' : state.lastWindowHealthy ? 'healthy' : 'not healthy'}`,
      `Ratings: ${satisfaction(opinions)}`,
      `Issues raised: ${issues.raised}, of them resolved: ${issues.resolved}`,
    ]),
  ),
];

export const faultTable = (faults: Sampled['faults']): Block =>
  table(
    ['Target', 'Observed', 'Times'],
    faults.map(({ target, observed, count }) => [target, observed, String(count)]),
  );

function satisfaction(opinions: readonly RatingCount[]): string {
  const share = satisfactionOf(opinions);
  return share === undefined ? 'none yet' : `${usersIn(opinions)}, of them satisfied: ${percent(share)}`;
}
