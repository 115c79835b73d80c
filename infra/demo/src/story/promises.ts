import type { LoadFigures } from '../outside/load.js';
import type { FlowView } from './scene.js';

interface Outcome {
  readonly flow: FlowView;
  readonly verified: { readonly ok: boolean };
  /** The topics have each event of the trail once, in order. */
  readonly published: boolean;
  readonly load: LoadFigures;
  readonly servingAtTheEnd: string;
  readonly trailTypes: readonly string[];
}

interface Promised {
  readonly what: string;
  readonly kept: boolean;
}

/** The guarantees for a good release. */
export const whenReleased = (
  { flow, verified, published, load, servingAtTheEnd, trailTypes }: Outcome,
  version: string,
): Promised[] => [
  { what: 'the release ends [rl]', kept: flow.status === 'released' },
  { what: 'every one of the ten steps is done', kept: Object.values(flow.steps).every((step) => step === 'done') },
  {
    what: 'all 60 actions are fulfilled',
    kept: Object.keys(flow.met).filter((item) => item.includes('.action-')).length === 60,
  },
  { what: 'all 59 outputs are recorded', kept: Object.keys(flow.outputs).length === 59 },
  { what: 'no rule was weakened', kept: !trailTypes.includes('dev.slipway.planning.exception-requested.v1') },
  { what: 'the chain of the trail verifies', kept: verified.ok },
  { what: 'the topics have each event of the trail once, in order', kept: published },
  { what: 'no request of a user failed', kept: load.failed === 0 && load.served > 0 },
  { what: `${version} serves the users`, kept: servingAtTheEnd === version },
];

/** The guarantees for a bad release: it stops, rolls back, and opens an issue. */
export const whenFaulty = (
  { flow, verified, published, servingAtTheEnd, trailTypes }: Outcome,
  previous: string,
): Promised[] => [
  { what: 'the release ends [ps]', kept: flow.status === 'post-release' },
  { what: 'the rollout was rolled back', kept: trailTypes.includes('dev.slipway.deployment.rollback-completed.v1') },
  { what: 'an issue was opened', kept: trailTypes.includes('dev.slipway.issues.raised.v1') },
  { what: 'the chain of the trail verifies', kept: verified.ok },
  { what: 'the topics have each event of the trail once, in order', kept: published },
  { what: `${previous} serves the users again`, kept: servingAtTheEnd === previous },
];
