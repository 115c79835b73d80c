import type { TrendsAnalysed } from '@slipway/contracts';

type Trend = TrendsAnalysed['data']['trend'];

export interface Range {
  readonly from: string;
  readonly to: string;
}

/** How many issues a release has had, and how many were raised in each half of a time. */
export interface IssueCounts {
  readonly raised: number;
  readonly resolved: number;
  readonly firstHalf: number;
  readonly secondHalf: number;
}

/** How the number of issues raised changed from the first half of a time to its second half. */
export function trendOf({ firstHalf, secondHalf }: IssueCounts): Trend {
  if (firstHalf + secondHalf === 0) return 'none';
  if (secondHalf === firstHalf) return 'steady';
  return secondHalf > firstHalf ? 'rising' : 'falling';
}

export const countsOf = ({ raised, resolved }: IssueCounts): TrendsAnalysed['data']['issues'] => ({
  raised,
  resolved,
  open: raised - resolved,
});
