import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { requestInvalid } from './request-invalid.js';

/** Refuses an address with U+0000 in it: ids and filters go to PostgreSQL, which has no such character. */
export const keepableAddresses: RequestHandler = (request: Request, _: Response, next: NextFunction) => {
  if (!/%00/i.test(request.originalUrl)) next();
  else next(requestInvalid([{ path: ['(address)'], message: 'send it without %00' }]));
};
