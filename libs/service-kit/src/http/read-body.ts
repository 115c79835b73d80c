import { boundsDefect, credentialDefect, isNestedTooDeep, limits, textDefect, textOf } from '@slipway/contracts';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { ServiceKitError } from '../service-kit-error.js';
import type { RawBodyRules } from './command.decorators.js';
import { requestInvalid } from './request-invalid.js';

const jsonLimit = limits.request.bodyBytes;
const json = express.json({
  limit: jsonLimit,
  strict: false,
  type: ['application/json', 'application/*+json'],
  verify: (_request, _response, bytes) => {
    if (isNestedTooDeep(bytes)) throw new RangeError(`it nests deeper than ${String(limits.json.depth)}`);
  },
});

/**
 * Reads the body after the guards have passed the sender, so that strangers cannot make us hold theirs.
 * @throws ServiceKitError BODY_TOO_LARGE, BODY_MALFORMED, MEDIA_TYPE_UNSUPPORTED, REQUEST_INVALID, CREDENTIAL_NOT_REFERENCED
 */
export async function readBody(request: Request, response: Response, raw: RawBodyRules | undefined): Promise<void> {
  const types = raw?.types;
  const limit = raw?.limit ?? jsonLimit;
  const parser = raw === undefined ? json : express.raw({ limit, type: types === undefined ? () => true : [...types] });
  await run(parser, request, response, limit);
  if (hasBody(request) && request.body === undefined) {
    throw new ServiceKitError('MEDIA_TYPE_UNSUPPORTED', {
      field: 'Content-Type',
      got: request.headers['content-type'] ?? 'nothing',
      fix: `send ${types?.join(' or ') ?? 'application/json'}`,
    });
  }
  if (raw === undefined) {
    refuseUnkeepableText(request.body);
    refuseCredentials(request.body);
  }
  // An empty body is bytes too: the handler reports what it needs instead.
  else request.body ??= Buffer.alloc(0);
}

/** Refused here, where the answer can name the field: an event with it could not be recorded. */
function refuseUnkeepableText(body: unknown): void {
  const defect = boundsDefect(body) ?? textDefect(body);
  if (defect !== undefined) throw requestInvalid([{ path: defect.path, message: defect.fix }]);
}

/** What a command states is recorded and published permanently. */
function refuseCredentials(body: unknown): void {
  const defect = credentialDefect(body);
  if (defect === undefined) return;
  const field = defect.path.length === 0 ? '(whole)' : defect.path.join('.');
  const fields = [{ field, fix: defect.fix }];
  throw new ServiceKitError('CREDENTIAL_NOT_REFERENCED', { fields, detail: `${field}: ${defect.fix}` });
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function run(parser: RequestHandler, request: Request, response: Response, limit: number): Promise<void> {
  return new Promise((resolve, reject) => {
    void parser(request, response, (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(bodyError(error, limit));
    });
  });
}

function bodyError(cause: unknown, limit: number): Error {
  const kind = typeof cause === 'object' && cause !== null && 'type' in cause ? String(cause.type) : '';
  if (kind === 'entity.too.large') {
    return new ServiceKitError(
      'BODY_TOO_LARGE',
      { limitBytes: limit, fix: 'send less; documents go to the evidence store' },
      { cause },
    );
  }
  const message = textOf(cause);
  if (kind.endsWith('unsupported')) return new ServiceKitError('MEDIA_TYPE_UNSUPPORTED', { fix: message }, { cause });
  return new ServiceKitError('BODY_MALFORMED', { reason: message, fix: 'send well-formed JSON in UTF-8' }, { cause });
}
