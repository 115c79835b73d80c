import { IssuesDocumentRecorded } from '@slipway/contracts';
import { fold } from '@slipway/decider';
import { documentsOfStep, recordedDocuments } from './recorded-documents.js';

const releaseId = 'shop-1.1.0';
const documents = recordedDocuments('issues', IssuesDocumentRecorded);
const kept = (number: number, digit: string) => ({
  step: 'manage-issues',
  output: `manage-issues.output-${String(number)}`,
  evidence: { digest: `sha256:${digit.repeat(64)}`, mediaType: 'text/markdown', size: 12, title: 'Issues' },
});
const recorded = (...those: ReturnType<typeof kept>[]) =>
  those.map((document) => IssuesDocumentRecorded.of({ releaseId, ...document }));
const decide = (before: IssuesDocumentRecorded[], ...those: ReturnType<typeof kept>[]) =>
  documents.decide({ type: 'RecordDocuments', releaseId, documents: those }, fold(documents, before), {
    now: '2026-11-24T10:00:00.000Z',
    actor: { id: 'issues' },
  });

it('records what is new, each in its place', () => {
  expect(decide([], kept(1, 'a'), kept(2, 'b'))).toEqual(recorded(kept(1, 'a'), kept(2, 'b')));
  expect(decide(recorded(kept(1, 'a')), kept(1, 'a'), kept(2, 'a'))).toEqual(recorded(kept(2, 'a')));
});

it('records a document again when another took its place since', () => {
  expect(decide(recorded(kept(1, 'a'), kept(1, 'b')), kept(1, 'a'))).toEqual(recorded(kept(1, 'a')));
});

it('keeps the newest digest of each output, by step', () => {
  const state = fold(documents, recorded(kept(1, 'a'), kept(1, 'b')));
  expect(documentsOfStep(state, 'manage-issues')).toEqual({ 'manage-issues.output-1': `sha256:${'b'.repeat(64)}` });
  expect(documentsOfStep(state, 'manage')).toEqual({});
});
