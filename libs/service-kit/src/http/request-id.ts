import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { v7, validate } from 'uuid';

const header = 'x-request-id';
const acceptable = /^[\w.-]{8,100}$/;

declare module 'http' {
  interface IncomingMessage {
    slipwayRequestId?: string;
  }
}

/** Names each request: the X-Request-Id of the sender if it is valid, else a new UUID; the answer carries it. */
export const requestIds: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
  const given = request.headers[header];
  request.slipwayRequestId = typeof given === 'string' && acceptable.test(given) ? given : v7();
  response.setHeader(header, request.slipwayRequestId);
  next();
};

export const requestIdOf = (request: Pick<Request, 'slipwayRequestId'>): string => request.slipwayRequestId ?? v7();

/** X-Correlation-Id connects requests that belong together; without one, the request is its own correlation. */
export function correlationIdOf(request: Request): string {
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && validate(given) ? given : correlationFrom(requestIdOf(request));
}

const correlationFrom = (requestId: string): string => (validate(requestId) ? requestId : v7());
