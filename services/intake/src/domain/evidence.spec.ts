import { EvidenceReceived } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { evidence } from './evidence.decider.js';

const { given } = specificationFor(evidence, { now: '2026-11-23T10:00:00.000Z', actor: { id: 'ada' } }, (actual) =>
  expect(actual),
);
const releaseId = 'shop-1.1.0';
const reference = (title: string) => ({ digest: `sha256:${'a'.repeat(64)}`, mediaType: 'text/plain', size: 3, title });
const receive = (title: string) => ({ type: 'ReceiveEvidence' as const, releaseId, evidence: reference(title) });
const received = (title: string) => EvidenceReceived.of({ releaseId, evidence: reference(title) });

describe('evidence of a release', () => {
  it('is recorded', () => {
    given().when(receive('Plan')).then(received('Plan'));
  });

  it('is there once', () => {
    given(received('Plan')).when(receive('Plan')).thenNothing();
    given(received('Plan')).when(receive('Other plan')).then(received('Other plan'));
  });

  it('is one thing in a release, however its media type is written', () => {
    const html = { ...receive('Plan'), evidence: { ...reference('Plan'), mediaType: 'text/html' } };
    given(received('Plan')).when(html).thenRejected('EVIDENCE_MEDIA_TYPE_DIFFERS');
    const older = EvidenceReceived.of({
      releaseId,
      evidence: { ...reference('Plan'), mediaType: 'Text/Plain; charset=utf-8' },
    });
    given(older).when(receive('Plan')).thenNothing();
  });
});
