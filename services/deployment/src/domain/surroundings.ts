import type { ArtifactReference } from '@slipway/contracts';
import type { HatWearers } from '@slipway/flow';

/** What is known of a release beside its deployment. */
export interface Standing {
  /** By canonical identity; a current approval counts as the hat of an approver. */
  readonly hats: HatWearers;
  /** Whether its artifacts are approved now. */
  readonly approved: boolean;
  readonly ended: boolean;
  readonly granted: {
    /** Ids of the freezes that are overridden. */
    readonly freezes: readonly string[];
    /** Digests of the plans with easier checks that are allowed. */
    readonly checkPlans: readonly string[];
    /** Whether the rollback may go unproven. */
    readonly rehearsal: boolean;
    /** Items of the flow that are waived or attested by exception. */
    readonly items: readonly string[];
  };
}

/** An artifact that runs in an environment. */
export interface Running {
  readonly artifact: ArtifactReference;
  /** The release that deployed it; undefined if it was not a release of Slipway. */
  readonly releaseId: string | undefined;
  readonly since: string;
}

/** What is known of where a release runs, or is to run. */
export interface Place {
  /** Of the same product in the same environment; empty if nothing is known. */
  readonly running: readonly Running[];
  /** Other releases that are being rolled out there: of the same product, or to the same target. */
  readonly rollouts: readonly string[];
  /** Whether the release that is named as the one before is known to Slipway. */
  readonly previousKnown: boolean;
}

export interface Surroundings {
  readonly standing: Standing;
  readonly place: Place;
}

/** The running artifacts that these artifacts replace. */
export function replacedBy(artifacts: readonly ArtifactReference[], running: readonly Running[]): readonly Running[] {
  const names = new Set(artifacts.map(({ name }) => name));
  return running.filter(({ artifact }) => names.has(artifact.name));
}

/** Other releases of the product that were deployed there after a moment. */
export function newerThere({ running }: Place, releaseId: string, moment: string): readonly string[] {
  const newer = running.flatMap((each) =>
    each.releaseId === undefined || each.releaseId === releaseId || each.since <= moment ? [] : [each.releaseId],
  );
  return [...new Set(newer)];
}

/** The running artifacts as text. */
export const runningText = (running: readonly Running[]): string =>
  running
    .map(({ artifact, releaseId }) => `${artifact.name} ${artifact.digest} (${releaseId ?? 'not of a release here'})`)
    .join(', ');
