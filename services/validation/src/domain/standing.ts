import type { HatWearers } from '@slipway/flow';

/** The state of a release in planning: who acts for it, which exceptions were granted, and whether it has ended. */
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

/** The way on if an item cannot be met: part of every refusal that a waiver would lift. */
export const orWaive = (releaseId: string, item: string): string =>
  `or ask for an exception with POST /planning/v1/releases/${releaseId}/exceptions ` +
  JSON.stringify({ kind: 'waiver', items: [item], reason: '…' });
