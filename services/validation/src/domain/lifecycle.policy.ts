import { pass, reject, type Rejection } from '@slipway/decider';
import type { Standing } from './standing.js';

/** What has ended has ended in every service. */
export const releaseGoesOn = ({
  standing: { ended },
}: {
  readonly standing: Standing;
}): Rejection<'RELEASE_ENDED'> | undefined =>
  ended ? reject('RELEASE_ENDED', { fix: 'this release has ended: propose another one' }) : pass;
