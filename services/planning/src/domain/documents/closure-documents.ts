import type { EvidenceReference, ReleaseSignedOff, ReleaseSummary } from '@slipway/contracts';
import { inline, list, table } from '@slipway/flow';
import type { ClosureState } from '../closure/closure.state.js';
import { markdown, section, type Document } from './document.js';

const about = ({ product, version }: ReleaseSummary): string => `${product} ${version}`;
const references = (evidence: readonly EvidenceReference[]) =>
  table(
    ['document', 'digest', 'bytes'],
    evidence.map(({ title, digest, size }) => [title, digest, String(size)]),
  );

export const documentationDocument = (evidence: readonly EvidenceReference[], release: ReleaseSummary): Document =>
  markdown(`Release documentation: ${about(release)}`, references(evidence));

export const knowledgeBaseDocument = (evidence: readonly EvidenceReference[], release: ReleaseSummary): Document =>
  markdown(`Updated system documentation: ${about(release)}`, references(evidence));

export const lessonsDocument = (lessons: readonly string[], release: ReleaseSummary): Document =>
  markdown(`Lessons learned: ${about(release)}`, list(lessons));

/** The draft from the trail, completed by people. */
export function completedRetrospective(
  draft: string,
  { participants, notes }: { readonly participants: readonly string[]; readonly notes: string },
  release: ReleaseSummary,
): Document {
  const people = section('Participants', list(participants));
  const paragraphs = notes.split(/\n{2,}/).map(inline);
  const text = [draft.trimEnd(), people, section('Notes', ...paragraphs)].join('\n\n');
  return { title: `Retrospective: ${about(release)}`, text: `${text}\n` };
}

export function signOffDocument(
  { by }: ReleaseSignedOff['data'],
  { archive }: ClosureState,
  release: ReleaseSummary,
): Document {
  return markdown(
    `Release closure: ${about(release)}`,
    `Signed off by ${inline(by)}.`,
    archive === undefined
      ? ''
      : table(
          ['archive', 'events', 'head of the trail'],
          [[archive.bundle.digest, String(archive.events), archive.head]],
        ),
  );
}
