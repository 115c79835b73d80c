import { randomBytes } from 'node:crypto';
import type { ArtifactReference, ReleaseType, Window } from '@slipway/contracts';
import type { FlowName } from '../flows.js';
import type { OutsideWorld } from '../world/outside-world.js';

/** The parts of a release that a scenario specifies; the rest has defaults. */
export interface Circumstances {
  readonly type?: ReleaseType;
  readonly flow?: FlowName;
  readonly product?: string;
  readonly version?: string;
  readonly author?: string;
  readonly reviewers?: readonly string[];
  readonly environment?: string;
  readonly components?: readonly string[];
  readonly artifacts?: readonly ArtifactReference[];
  readonly previous?: Previous;
  readonly window?: Window;
  /** A window that opens only years from now. */
  readonly farAway?: boolean;
  readonly owner?: string;
}

/** What ran there before: of a release, or brought there by others. */
export interface Previous {
  readonly id?: string;
  readonly artifacts: readonly ArtifactReference[];
}

export type Settled = Required<Omit<Circumstances, 'previous' | 'farAway'>> & Pick<Circumstances, 'previous'>;

const hour = 3_600_000;

export const moment = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

export const minutesAgo = (minutes: number): string => moment(-60_000 * minutes);

/** A name that is unique within a run. */
export const unlikeOthers = (kind: string): string => `${kind}${randomBytes(4).toString('hex')}`;

export function settled(circumstances: Circumstances, world: OutsideWorld): Settled {
  const { farAway = false, ...said } = circumstances;
  const product = said.product ?? unlikeOthers('p');
  const version = said.version ?? '1.1.0';
  const farWindow = { start: '2090-01-01T10:00:00.000Z', end: '2090-01-01T12:00:00.000Z' };
  return {
    ...{ type: 'patch', flow: 'short', author: 'dennis', reviewers: ['ken'], environment: 'production' },
    ...{ owner: 'katherine', components: [`web-${product}`], artifacts: [world.artifact(product, version)] },
    window: farAway ? farWindow : { start: moment(1000), end: moment(hour) },
    ...said,
    ...{ product, version },
  };
}
