import { IssueFactRefused } from '@slipway/contracts';
import type { Decider } from '@slipway/decider';

export interface RefuseReport {
  readonly type: 'RefuseReport';
  readonly releaseId: string;
  readonly fact: IssueFactRefused['data']['fact'];
  readonly reason: string;
}

/** What became of a fact that opens no issue: a stream for each, so that no number of them makes a desk slow. */
export const report: Decider<{ readonly refused: boolean }, RefuseReport, IssueFactRefused, never> = {
  category: 'report',
  initialState: { refused: false },
  evolve: () => ({ refused: true }),
  decide: ({ releaseId, fact, reason }, { refused }) =>
    refused ? [] : [IssueFactRefused.of({ releaseId, fact, reason })],
};
