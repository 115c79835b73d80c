import { fixUnknownRelease } from '@slipway/contracts';
import { ServiceKitError } from '../service-kit-error.js';

/** No release with this id is known, or not yet. */
export const releaseUnknown = (releaseId: string): ServiceKitError =>
  new ServiceKitError('RELEASE_UNKNOWN', { releaseId, fix: fixUnknownRelease });
