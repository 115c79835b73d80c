import { list, percent, satisfactionOf, table, targetTable, usersIn } from '@slipway/flow';
import type { DocumentContext } from './document.js';

/** How the system did over the sampled time: each target, what went wrong, breaches and what users say. */
export const healthReport = ({ sampled, state, opinions, issues }: DocumentContext): string =>
  [
    `From ${sampled.from} to ${sampled.to}.`,
    targetTable(sampled.targets),
    '## Faults',
    faultTable(sampled.faults),
    '## Standing',
    list([
      `Breaches of the error budget since the release: ${String(state.breaches)}`,
      `Last recorded window: ${state.lastWindowHealthy === undefined ? 'none yet' : state.lastWindowHealthy ? 'healthy' : 'not healthy'}`,
      `Ratings: ${satisfaction(opinions)}`,
      `Issues raised: ${String(issues.raised)}, of them resolved: ${String(issues.resolved)}`,
    ]),
  ].join('\n\n');

export const faultTable = (faults: DocumentContext['sampled']['faults']): string =>
  table(
    ['Target', 'Observed', 'Times'],
    faults.map(({ target, observed, count }) => [target, observed, String(count)]),
  );

function satisfaction(opinions: DocumentContext['opinions']): string {
  const share = satisfactionOf(opinions);
  return share === undefined ? 'none yet' : `${String(usersIn(opinions))}, of them satisfied: ${percent(share)}`;
}
