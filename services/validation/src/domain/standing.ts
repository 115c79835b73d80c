import type { HatWearers } from '@slipway/flow';

/** What planning has made of a release until now: who acts for it, what was granted to it, and whether it has ended. */
export interface Standing {
  readonly ended: boolean;
  /** By canonical identity. */
  readonly wearers: HatWearers;
  /** The items of the flow that were waived by a granted exception. */
  readonly waived: readonly string[];
  /** The digests of the check plans that a granted exception allows. */
  readonly checkPlans: readonly string[];
}

export const isWaived = ({ waived }: Standing, items: readonly string[]): boolean =>
  items.some((item) => waived.includes(item));

/** What to do where an item cannot be met: said in every rejection that a waiver would let pass. */
export const orWaive = (releaseId: string, item: string): string =>
  `or ask for an exception with POST /planning/v1/releases/${releaseId}/exceptions ` +
  JSON.stringify({ kind: 'waiver', items: [item], reason: '…' });
