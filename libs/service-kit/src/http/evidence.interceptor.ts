import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { EvidenceReference, placesIn } from '@slipway/contracts';
import type { EvidenceStore } from '@slipway/event-store';
import { from, mergeMap, type Observable } from 'rxjs';
import { InjectEvidence } from '../config/tokens.js';
import { ServiceKitError } from '../service-kit-error.js';
import { isCommand } from './command.js';
import { requestInvalid } from './request-invalid.js';

const mostDocuments = 200;

/** A command that names a document rests on it: documents that nobody could look up are refused, in every service. */
@Injectable()
export class EvidenceInterceptor implements NestInterceptor {
  constructor(@InjectEvidence() private readonly evidence: EvidenceStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { method, body } = context.switchToHttp().getRequest<{ method: string; body: unknown }>();
    if (!isCommand(method) || Buffer.isBuffer(body)) return next.handle();
    return from(this.demandKnown(digestsIn(body))).pipe(mergeMap(() => next.handle()));
  }

  private async demandKnown(digests: ReadonlySet<string>): Promise<void> {
    if (digests.size > mostDocuments) {
      throw requestInvalid([{ path: ['evidence'], message: `name at most ${String(mostDocuments)} documents` }]);
    }
    const unknown: string[] = [];
    for (const digest of digests) if (!(await this.evidence.has(digest))) unknown.push(digest);
    if (unknown.length === 0) return;
    const fix = 'POST each document to /intake/v1/releases/<release>/evidence first';
    throw new ServiceKitError('EVIDENCE_UNKNOWN', { field: 'evidence', unknown, fix });
  }
}

function digestsIn(body: unknown): ReadonlySet<string> {
  const digests = new Set<string>();
  for (const { value } of placesIn(body)) {
    if (!mayRefer(value)) continue;
    const reference = EvidenceReference.safeParse(value);
    if (reference.success) digests.add(reference.data.digest);
  }
  return digests;
}

/** Cheap, as it is asked of each value within a body: a schema would take half a second for those that fit into a mebibyte. */
const mayRefer = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'digest' in value && typeof value.digest === 'string';
