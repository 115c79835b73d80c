import type { TrendsAnalysed } from '@slipway/contracts';
import type { KnownIssue } from './circumstances.js';

type Trend = TrendsAnalysed['data']['trend'];

export interface Range {
  readonly from: string;
  readonly to: string;
}

/** How the number of issues raised changed from the first half of a time to its second half. */
export function trendOf(issues: readonly KnownIssue[], { from, to }: Range): Trend {
  const middle = (Date.parse(from) + Date.parse(to)) / 2;
  const during = issues.filter(({ raisedAt }) => raisedAt >= from && raisedAt <= to);
  const second = during.filter(({ raisedAt }) => Date.parse(raisedAt) >= middle).length;
  const first = during.length - second;
  if (during.length === 0) return 'none';
  if (second === first) return 'steady';
  return second > first ? 'rising' : 'falling';
}

export const countIssues = (issues: readonly KnownIssue[]): TrendsAnalysed['data']['issues'] => {
  const done = issues.filter(({ resolved }) => resolved).length;
  return { raised: issues.length, resolved: done, open: issues.length - done };
};
