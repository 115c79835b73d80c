import type { ArtifactReference } from '@slipway/contracts';
import type { Finding } from './quality.commands.js';

/** Where artifacts are fetched from. */
export interface ArtifactSource {
  /** Reads all bytes of the artifact. What cannot be had is a finding, not an error. */
  inspect(artifact: ArtifactReference): Promise<Finding>;
}
