import type { EvidenceReference } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import { canonicalMediaType } from './document.policy.js';

export interface EvidenceState {
  /** The document in this release; undefined before its first upload. */
  readonly mediaType: string | undefined;
  /** The titles that the release has it under. */
  readonly titles: readonly string[];
}

export interface ReceiveEvidence {
  readonly type: 'ReceiveEvidence';
  readonly releaseId: string;
  readonly evidence: EvidenceReference;
}

type EvidenceRule = Rule<ReceiveEvidence, EvidenceState, DecisionContext, 'EVIDENCE_MEDIA_TYPE_DIFFERS'>;

const mediaTypeIsTheSame: EvidenceRule = ({ evidence: { mediaType: stated } }, { mediaType: kept }) =>
  kept === undefined || canonicalMediaType(kept) === stated
    ? pass
    : reject('EVIDENCE_MEDIA_TYPE_DIFFERS', {
        field: 'Content-Type',
        stated,
        kept,
        fix: `this release has these bytes as ${kept}: send them with that media type, or send another document`,
      });

export const mayReceiveEvidence: readonly EvidenceRule[] = [mediaTypeIsTheSame];
