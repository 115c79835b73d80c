import { HttpException } from '@nestjs/common';
import { fieldProblems, InvalidFact } from '@slipway/contracts';
import { CodedError } from '@slipway/decider';
import { databaseFault, storeError } from '@slipway/event-store';
import { QueryFailedError } from 'typeorm';
import { RejectedCommand } from './outcome.interceptor.js';
import { statusOfCode } from './problem-status.js';

/** RFC 9457 problem details, with our closed code and its details as members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly [detail: string]: unknown;
}

/**
 * Details of internal errors that senders can see: others, such as messages of PostgreSQL, name hosts, roles and
 * statements. Rejections are shown whole, whatever their status: they use the words of the domain.
 */
const showable: ReadonlySet<string> = new Set(['fix', 'seconds', 'logIndex', 'digest', 'actual', 'issuer', 'parts']);

/**
 * The problem for the sender. An error that the sender did not cause is INTERNAL_ERROR without details: the log has the
 * rest.
 */
export function toProblem(error: unknown, rejectionStatus: Readonly<Record<string, number>>): Problem {
  if (error instanceof RejectedCommand) {
    const { rejected, details } = error.rejection;
    return problem(rejected, rejectionStatus[rejected] ?? 409, details);
  }
  if (error instanceof CodedError) {
    const code = String(error.code);
    const status = rejectionStatus[code] ?? statusOfCode[code];
    if (status !== undefined)
      return problem(code, status, isOfSender(code, status) ? error.details : shown(error.details));
  }
  if (isOfDatabase(error)) return toProblem(storeError('request', error), rejectionStatus);
  if (error instanceof InvalidFact) {
    return problem('EVENT_INVALID', 400, { type: error.type, fields: fieldProblems(error.issues) });
  }
  if (error instanceof HttpException)
    return problem(codeOfStatus(error.getStatus()), error.getStatus(), { detail: error.message });
  return problem('INTERNAL_ERROR', 500, { detail: 'An internal error occurred. The log has it under the request id.' });
}

/** PostgreSQL explains a refused value in its own words, which are not shown. */
const isOfSender = (code: string, status: number): boolean => status < 500 && code !== 'DATA_REFUSED';

/** TypeORM's error for every failed statement, also if the connection is lost. */
const isOfDatabase = (error: unknown): boolean =>
  error instanceof QueryFailedError || databaseFault(error) !== undefined;

const shown = (details: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(details).filter(([name]) => showable.has(name)));

function problem(code: string, status: number, details: Readonly<Record<string, unknown>>): Problem {
  const { detail, ...members } = details;
  const title = titleOf(code);
  return {
    ...members,
    type: `urn:slipway:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: typeof detail === 'string' ? detail : sentence(title, members),
    code,
  };
}

function sentence(title: string, details: Readonly<Record<string, unknown>>): string {
  const listed = Object.entries(details).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return listed.length === 0 ? `${title}.` : `${title}: ${listed.join('; ')}.`;
}

const titleOf = (code: string): string => code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');

const statusCodes: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'TOKEN_REQUIRED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  409: 'CONFLICT',
  410: 'GONE',
  413: 'BODY_TOO_LARGE',
  415: 'MEDIA_TYPE_UNSUPPORTED',
  422: 'UNPROCESSABLE',
  429: 'TOO_MANY_REQUESTS',
  503: 'UNAVAILABLE',
};

const codeOfStatus = (status: number): string =>
  statusCodes[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_ERROR');
