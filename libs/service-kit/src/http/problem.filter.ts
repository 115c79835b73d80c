import { Catch, Inject, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { REJECTION_STATUS } from '../config/tokens.js';
import { requestIdOf } from './request-id.js';
import { toProblem, type Problem } from './problem.js';

/**
 * Turns every error of a request into problem details; errors that the sender did not cause are logged with their
 * cause.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name);

  constructor(@Inject(REJECTION_STATUS) private readonly rejectionStatus: Readonly<Record<string, number>>) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error, this.rejectionStatus);
    const requestId = requestIdOf(request);
    if (problem.status === 500) this.log.error({ err: error, code: problem.code, requestId });
    else if (problem.status > 500 || problem.code === 'DATA_REFUSED')
      this.log.warn({ err: error, code: problem.code, requestId });
    if (response.headersSent) {
      // The stream has begun: it can only be ended.
      response.destroy(error instanceof Error ? error : undefined);
      return;
    }
    setHeaders(response, problem);
    response.status(problem.status).json({ ...problem, instance: `urn:slipway:request:${requestId}` });
  }
}

function setHeaders(response: Response, problem: Problem): void {
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  if (problem.status === 401) {
    const invalid = problem.code === 'TOKEN_INVALID' ? ', error="invalid_token"' : '';
    response.setHeader('WWW-Authenticate', `Bearer realm="slipway"${invalid}`);
  }
  if (problem.status === 503 || problem.status === 429) response.setHeader('Retry-After', '1');
}
