import { textDefect } from '@slipway/contracts';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { requestInvalid } from './request-invalid.js';

/** Refuses an address with text that cannot be stored: ids and filters go to PostgreSQL, titles to the trail. */
export const keepableAddresses: RequestHandler = (request: Request, _: Response, next: NextFunction) => {
  const defect = textDefect(decoded(request.originalUrl));
  if (defect === undefined) next();
  else next(requestInvalid([{ path: ['(address)'], message: defect.fix }]));
};

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    // Not UTF-8: the ASCII parts can still be read one by one.
    return address.replace(/%[0-7][0-9a-f]/gi, (character) => decodeURIComponent(character));
  }
}
