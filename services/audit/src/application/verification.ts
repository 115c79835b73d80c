import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  EventStoreError,
  TrailVerifier,
  verifyLog,
  type EventStore,
  type EvidenceStore,
  type LogDefect,
  type TrailVerification,
} from '@slipway/event-store';
import { InjectEventStore, InjectEvidence } from '@slipway/service-kit';
import type { Repository } from 'typeorm';
import { documentDefect, documentsIn, type DocumentDefect, type NamedDocument } from '../domain/named-document.js';
import { AuditedReleaseRow } from '../projections/audited-release.row.js';

/** Positions that are recomputed at once. */
const pageSize = 200;

type Verified = Extract<TrailVerification, { ok: true }> & { readonly documents: number };
type Refuted = Extract<TrailVerification, { ok: false }>;
export type Verification =
  | Verified
  | Refuted
  | { readonly ok: false; readonly trail: string; readonly events: number; readonly defect: DocumentDefect | Removed };
/** A release that is in the list, but has no trail. */
export type Removed = { readonly field: 'removed'; readonly expected: string; readonly actual: string };

export interface LogVerification {
  readonly ok: boolean;
  readonly from: number;
  /** Number of events in the log. */
  readonly size: number;
  readonly defect?: LogDefect;
  /** Where the next part begins; absent when this was the last one. */
  readonly next?: number;
}

/** Recomputes every hash from the stored bytes. */
@Injectable()
export class Verifications {
  constructor(
    @InjectEventStore() private readonly store: EventStore,
    @InjectEvidence() private readonly evidence: EvidenceStore,
    @InjectRepository(AuditedReleaseRow) private readonly releases: Repository<AuditedReleaseRow>,
  ) {}

  /** A trail and each document that it names, or undefined when nothing knows of such a trail. */
  async ofTrail(trail: string): Promise<Verification | undefined> {
    const verifier = new TrailVerifier(trail);
    const documents = new Map<string, NamedDocument>();
    let last = 0;
    for (let after = 0, sound = true; sound && (after === 0 || after < last); after += pageSize) {
      const page = await this.store.readTrailRaw(trail, { after, limit: pageSize });
      last = page.last;
      sound = verifier.add(page);
      for (const named of page.events.flatMap(documentsIn))
        if (!documents.has(named.key)) documents.set(named.key, named);
    }
    const verification = verifier.verification();
    if (last === 0) return this.ofNothing(trail);
    return verification.ok ? this.withDocuments(verification, [...documents.values()]) : verification;
  }

  /** A part of the log: when all parts are sound, no trail was removed and none was changed. */
  async ofLog(part: { from: number; limit: number }): Promise<LogVerification> {
    const stored = await this.store.readLogRaw(part);
    const defect = verifyLog(stored);
    const { from, size, next } = stored;
    return {
      ok: defect === undefined,
      from,
      size,
      ...(defect !== undefined && { defect }),
      ...(next < size && { next }),
    };
  }

  private async withDocuments(verified: Extract<TrailVerification, { ok: true }>, named: readonly NamedDocument[]) {
    for (const document of named) {
      const defect = await this.defectOf(document);
      if (defect !== undefined) return { ok: false, trail: verified.trail, events: verified.events, defect } as const;
    }
    return { ...verified, documents: named.length };
  }

  private async defectOf(document: NamedDocument): Promise<DocumentDefect | undefined> {
    try {
      return documentDefect(document, await this.evidence.get(document.digest));
    } catch (error) {
      if (!(error instanceof EventStoreError) || error.code !== 'EVIDENCE_CORRUPT') throw error;
      const { place, digest } = document;
      return { ...place, field: 'evidenceBytes', expected: digest, actual: String(error.details['actual']) };
    }
  }

  private async ofNothing(trail: string): Promise<Verification | undefined> {
    if (!(await this.releases.existsBy({ releaseId: trail }))) return undefined;
    return {
      ok: false,
      trail,
      events: 0,
      defect: { field: 'removed', expected: 'the trail of this release', actual: '' },
    };
  }
}
