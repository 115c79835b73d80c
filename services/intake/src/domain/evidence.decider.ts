import { EvidenceReceived, type EvidenceReference } from '@slipway/contracts';
import { reject, type Decider } from '@slipway/decider';
import { canonicalMediaType } from './document.policy.js';

export interface EvidenceState {
  /** What the document is in this release; undefined before anybody brought it. */
  readonly mediaType: string | undefined;
  /** The titles that the release has it under. */
  readonly titles: readonly string[];
}

export interface ReceiveEvidence {
  readonly type: 'ReceiveEvidence';
  readonly releaseId: string;
  readonly evidence: EvidenceReference;
}

/** A document that people brought for a release, known by its digest: under one title it is recorded once. */
export const evidence: Decider<EvidenceState, ReceiveEvidence, EvidenceReceived, 'EVIDENCE_MEDIA_TYPE_DIFFERS'> = {
  category: 'evidence',
  initialState: { mediaType: undefined, titles: [] },
  evolve: ({ mediaType, titles }, { data: { evidence: received } }) => ({
    mediaType: mediaType ?? received.mediaType,
    titles: [...titles, received.title],
  }),
  decide: ({ releaseId, evidence: received }, { mediaType, titles }) => {
    if (mediaType !== undefined && canonicalMediaType(mediaType) !== received.mediaType) {
      return reject('EVIDENCE_MEDIA_TYPE_DIFFERS', {
        field: 'Content-Type',
        stated: received.mediaType,
        kept: mediaType,
        fix: `this release has these bytes as ${mediaType}: send them with that media type, or send another document`,
      });
    }
    return titles.includes(received.title) ? [] : [EvidenceReceived.of({ releaseId, evidence: received })];
  },
};
