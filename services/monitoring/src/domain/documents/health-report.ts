import { list, percent, satisfactionOf, table, targetTable } from '@slipway/flow';
import { ratingsOfUsers } from '../assessment/ratings.js';
import type { DocumentContext } from './document.js';

/** How the system did over the sampled time: each target, what went wrong, breaches and what users say. */
export const healthReport = ({ sampled, state, circumstances }: DocumentContext): string =>
  [
    `From ${sampled.from} to ${sampled.to}.`,
    targetTable(sampled.targets),
    '## Faults',
    faultTable(sampled.faults),
    '## Standing',
    list([
      `Breaches of the error budget since the release: ${String(state.breaches)}`,
      `Last recorded window: ${state.lastWindowHealthy === undefined ? 'none yet' : state.lastWindowHealthy ? 'healthy' : 'not healthy'}`,
      `Ratings: ${satisfaction(circumstances)}`,
      `Issues raised: ${String(circumstances.issues.length)}, of them resolved: ${String(circumstances.issues.filter(({ resolved }) => resolved).length)}`,
    ]),
  ].join('\n\n');

export const faultTable = (faults: DocumentContext['sampled']['faults']): string =>
  table(
    ['Target', 'Observed', 'Times'],
    faults.map(({ target, observed, count }) => [target, observed, String(count)]),
  );

function satisfaction(circumstances: DocumentContext['circumstances']): string {
  const given = ratingsOfUsers(circumstances);
  const share = satisfactionOf(given);
  return share === undefined ? 'none yet' : `${String(given.length)}, of them satisfied: ${percent(share)}`;
}
