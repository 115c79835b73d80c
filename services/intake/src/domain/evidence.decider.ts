import { EvidenceReceived, type EvidenceReference } from '@slipway/contracts';
import { reject, type Decider } from '@slipway/decider';
import { canonicalMediaType } from './document.policy.js';

/** By digest: what the document is, and the titles that the release has it under. */
export type EvidenceState = ReadonlyMap<string, { readonly mediaType: string; readonly titles: readonly string[] }>;

export interface ReceiveEvidence {
  readonly type: 'ReceiveEvidence';
  readonly releaseId: string;
  readonly evidence: EvidenceReference;
}

/** The documents that people brought for a release: the same one under the same title is there once. */
export const evidence: Decider<EvidenceState, ReceiveEvidence, EvidenceReceived, 'EVIDENCE_MEDIA_TYPE_DIFFERS'> = {
  category: 'evidence',
  initialState: new Map(),
  evolve: (documents, { data: { evidence: received } }) => {
    const { mediaType, titles } = documents.get(received.digest) ?? { mediaType: received.mediaType, titles: [] };
    return new Map(documents).set(received.digest, { mediaType, titles: [...titles, received.title] });
  },
  decide: ({ releaseId, evidence: received }, documents) => {
    const kept = documents.get(received.digest);
    if (kept !== undefined && canonicalMediaType(kept.mediaType) !== received.mediaType) {
      return reject('EVIDENCE_MEDIA_TYPE_DIFFERS', {
        field: 'Content-Type',
        stated: received.mediaType,
        kept: kept.mediaType,
        fix: `this release has these bytes as ${kept.mediaType}: send them with that media type, or send another document`,
      });
    }
    return kept?.titles.includes(received.title) === true
      ? []
      : [EvidenceReceived.of({ releaseId, evidence: received })];
  },
};
