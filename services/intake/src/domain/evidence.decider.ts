import { EvidenceReceived, type EvidenceReference } from '@slipway/contracts';
import type { Decider } from '@slipway/decider';

export interface ReceiveEvidence {
  readonly type: 'ReceiveEvidence';
  readonly releaseId: string;
  readonly evidence: EvidenceReference;
}

/** A document that people brought for a release under one title, known by both: it is recorded once. */
export const evidence: Decider<{ readonly received: boolean }, ReceiveEvidence, EvidenceReceived, never> = {
  category: 'evidence',
  initialState: { received: false },
  evolve: () => ({ received: true }),
  decide: ({ releaseId, evidence }, { received }) => (received ? [] : [EvidenceReceived.of({ releaseId, evidence })]),
};
