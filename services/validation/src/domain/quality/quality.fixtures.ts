import { ArtifactsVerified } from '@slipway/contracts';
import { digestOf, releaseId, result, standing } from '../fixtures.js';
import type { Evaluate } from './quality.commands.js';

/** Material for the specs of quality. */
export const a = digestOf('a');
export const policyDigest = digestOf('e');
export const artifact = { name: 'shop', uri: 'file:///shop.tgz', digest: a };
export const unit = result({ n: 2 });
export const verified = ArtifactsVerified.of({ releaseId, artifacts: [{ uri: artifact.uri, digest: a, size: 7 }] });

export const evaluate = (known: Partial<Evaluate> = {}): Evaluate => ({
  type: 'Evaluate',
  releaseId,
  standing: standing(),
  digests: [a],
  changedBy: undefined,
  results: [],
  requiredSuites: undefined,
  validating: false,
  gateInputs: [],
  policyDigest,
  ...known,
});
