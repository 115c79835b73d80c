import { EvidenceReceived, type EvidenceReference } from '@slipway/contracts';
import type { Decider } from '@slipway/decider';

/** Digest and title of each document that a release has. */
export type EvidenceState = readonly string[];

export interface ReceiveEvidence {
  readonly type: 'ReceiveEvidence';
  readonly releaseId: string;
  readonly evidence: EvidenceReference;
}

const key = ({ digest, title }: EvidenceReference): string => `${digest} ${title}`;

/** The documents that people brought for a release: the same one under the same title is there once. */
export const evidence: Decider<EvidenceState, ReceiveEvidence, EvidenceReceived, never> = {
  category: 'evidence',
  initialState: [],
  evolve: (documents, { data }) => [...documents, key(data.evidence)],
  decide: (command, documents) =>
    documents.includes(key(command.evidence))
      ? []
      : [EvidenceReceived.of({ releaseId: command.releaseId, evidence: command.evidence })],
};
