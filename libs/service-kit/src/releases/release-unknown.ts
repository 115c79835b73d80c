import { ServiceKitError } from '../service-kit-error.js';

/** No release of this id is known, or not yet. */
export const releaseUnknown = (releaseId: string): ServiceKitError =>
  new ServiceKitError('RELEASE_UNKNOWN', {
    releaseId,
    fix: 'a release is known moments after its [rv] signal has arrived on release.ingest.v1: try again, or send the signal',
  });
