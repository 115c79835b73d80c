import { EvidenceReceived } from '@slipway/contracts';
import { firstRejection, type Decider } from '@slipway/decider';
import { mayReceiveEvidence, type EvidenceState, type ReceiveEvidence } from './evidence.policy.js';

/** A document that people uploaded for a release, identified by its digest: under one title it is recorded once. */
export const evidence: Decider<EvidenceState, ReceiveEvidence, EvidenceReceived, 'EVIDENCE_MEDIA_TYPE_DIFFERS'> = {
  category: 'evidence',
  initialState: { mediaType: undefined, titles: [] },
  evolve: ({ mediaType, titles }, { data: { evidence: received } }) => ({
    mediaType: mediaType ?? received.mediaType,
    titles: [...titles, received.title],
  }),
  decide: (command, state, context) =>
    firstRejection(mayReceiveEvidence, command, state, context) ?? received(command, state),
};

const received = ({ releaseId, evidence: document }: ReceiveEvidence, { titles }: EvidenceState): EvidenceReceived[] =>
  titles.includes(document.title) ? [] : [EvidenceReceived.of({ releaseId, evidence: document })];
