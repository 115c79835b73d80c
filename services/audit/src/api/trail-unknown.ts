import { ServiceKitError } from '@slipway/service-kit';

export const trailUnknown = (trail: string): ServiceKitError =>
  new ServiceKitError('RELEASE_UNKNOWN', { releaseId: trail, fix: 'GET /audit/v1/releases lists those there are' });
