import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { EvidenceReference, limits, placesIn } from '@slipway/contracts';
import type { EvidenceStore } from '@slipway/event-store';
import type { Request } from 'express';
import { from, mergeMap, type Observable } from 'rxjs';
import { InjectEvidence } from '../config/tokens.js';
import { ReceivedEvidence } from '../evidence/received-evidence.js';
import { ServiceKitError } from '../service-kit-error.js';
import { isCommand } from './command.js';
import { releaseOfRoute } from './release-of-route.js';
import { requestInvalid } from './request-invalid.js';

const mostDocuments = limits.request.documents;

type CommandRequest = Pick<Request, 'method' | 'params'> & { readonly body: unknown };

/**
 * A command that names a document depends on it: in every service, the document must be uploaded for this release, and
 * the handler gets what was recorded at the upload, not what the sender states now.
 */
@Injectable()
export class EvidenceInterceptor implements NestInterceptor {
  constructor(
    @InjectEvidence() private readonly evidence: EvidenceStore,
    private readonly received: ReceivedEvidence,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { method, body, params } = context.switchToHttp().getRequest<CommandRequest>();
    if (!isCommand(method) || Buffer.isBuffer(body)) return next.handle();
    return from(this.settle(referencesIn(body), releaseOfRoute(params))).pipe(mergeMap(() => next.handle()));
  }

  private async settle(references: readonly EvidenceReference[], releaseId: string | undefined): Promise<void> {
    const digests = new Set(references.map(({ digest }) => digest));
    if (digests.size === 0) return;
    if (digests.size > mostDocuments) {
      throw requestInvalid([{ path: ['evidence'], message: `name at most ${String(mostDocuments)} documents` }]);
    }
    if (releaseId === undefined) await this.takeStored(references);
    else await this.takeRecorded(references, digests, releaseId);
  }

  /** For a command that is about no release, only the store is asked. */
  private async takeStored(references: readonly EvidenceReference[]): Promise<void> {
    const unknown: string[] = [];
    for (const reference of references) {
      const described = await this.evidence.describe(reference.digest);
      const [first = reference.mediaType] = described?.mediaTypes ?? [];
      if (described === undefined) unknown.push(reference.digest);
      else if (described.mediaTypes.includes(reference.mediaType)) Object.assign(reference, { size: described.size });
      else Object.assign(reference, { size: described.size, mediaType: first });
    }
    if (unknown.length > 0) throw evidenceUnknown(unknown, '<release>');
  }

  private async takeRecorded(
    references: readonly EvidenceReference[],
    digests: ReadonlySet<string>,
    releaseId: string,
  ): Promise<void> {
    const received = await this.received.of(releaseId, references);
    const unknown = [...digests].filter((digest) => !received.has(digest));
    if (unknown.length > 0) throw evidenceUnknown(unknown, releaseId);
    for (const reference of references) {
      const titled = received.get(reference.digest) ?? [];
      Object.assign(reference, titled.find(({ title }) => title === reference.title) ?? titled[0]);
    }
    const empty = references.flatMap(({ size, digest }) => (size > 0 ? [] : [digest]));
    if (empty.length === 0) return;
    const fix = 'upload the document itself and name its digest: one of no bytes shows nothing';
    throw new ServiceKitError('EVIDENCE_EMPTY', { field: 'evidence', empty, fix });
  }
}

function evidenceUnknown(unknown: readonly string[], releaseId: string): ServiceKitError {
  const fix = `upload each document for this release first: POST /intake/v1/releases/${encodeURIComponent(releaseId)}/evidence?title=<title>`;
  return new ServiceKitError('EVIDENCE_UNKNOWN', { field: 'evidence', unknown, fix });
}

/** The objects in the body itself, so that the recorded ones can replace them. */
function referencesIn(body: unknown): readonly EvidenceReference[] {
  const references: EvidenceReference[] = [];
  for (const { value } of placesIn(body)) if (refers(value)) references.push(value);
  return references;
}

/**
 * Compares digests first, because this runs for every value in a body: a schema would take half a second for a mebibyte
 * of them.
 */
const refers = (value: unknown): value is EvidenceReference =>
  typeof value === 'object' &&
  value !== null &&
  'digest' in value &&
  typeof value.digest === 'string' &&
  EvidenceReference.safeParse(value).success;
