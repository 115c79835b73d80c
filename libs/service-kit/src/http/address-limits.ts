import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { AddressLimiter } from '../listener/index.js';
import { ServiceKitError } from '../service-kit-error.js';

/** Applies before authentication: at most ADDRESS_REQUESTS_PER_SECOND from one address. */
export function addressLimits(limiter: AddressLimiter): RequestHandler {
  const tooMany = () =>
    new ServiceKitError('TOO_MANY_REQUESTS', {
      limitPerSecond: limiter.perSecond,
      fix: 'wait a second, then send more slowly from this address; a refused token counts as several requests',
    });
  return (request: Request, _: Response, next: NextFunction) => {
    limiter.take(request.ip).then((may) => {
      if (may) next();
      else next(tooMany());
    }, next);
  };
}
