import {
  DocumentationCompleted,
  KnowledgeBaseUpdated,
  LessonsRecorded,
  ReleaseArchived,
  ReleaseSignedOff,
  RetrospectiveCompleted,
  RetrospectiveDrafted,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { exampleRelease } from '../release/release.examples.js';
import { closure, type ClosureCommand } from './closure.decider.js';
import type { ClosureEvent } from './closure.state.js';

const releaseId = 'shop-1.1.0';
const { given } = specificationFor(
  closure,
  {
    now: '2026-11-25T10:00:00.000Z',
    actor: { id: 'ada' },
    progress: 'deploying',
    hats: { author: ['dennis'] },
    granted: [],
    summary: { ...exampleRelease, author: 'dennis' },
  },
  expect,
);
const evidence = { digest: `sha256:${'a'.repeat(64)}`, mediaType: 'text/markdown', size: 10, title: 'A document' };
const head = 'b'.repeat(64);

const drafted = RetrospectiveDrafted.of({ releaseId, evidence });
const done: ClosureEvent[] = [
  DocumentationCompleted.of({ releaseId, evidence: [evidence] }),
  KnowledgeBaseUpdated.of({ releaseId, evidence: [evidence] }),
  LessonsRecorded.of({ releaseId, lessons: ['probe earlier'], evidence }),
  drafted,
  RetrospectiveCompleted.of({ releaseId, participants: ['ada'], evidence }),
];
const archived = ReleaseArchived.of({ releaseId, bundle: evidence, events: 120, head });
const archive: ClosureCommand = { type: 'ArchiveRelease', releaseId, bundle: evidence, events: 120, head };
const signOff: ClosureCommand = { type: 'SignOff', releaseId };
const completeRetrospective: ClosureCommand = {
  type: 'CompleteRetrospective',
  releaseId,
  participants: ['ada'],
  evidence,
};

it('is archived when documented and looked back on', () => {
  given(...done)
    .when(archive)
    .then(archived);
});

it('is not archived while something is missing, and says what', () => {
  given(...done.slice(1, 4))
    .when(archive)
    .thenRejected('CLOSURE_INCOMPLETE', {
      missing: ['documentation', 'retrospective'],
      fix: 'add what is missing first',
    });
});

it('is archived once', () => {
  given(...done, archived)
    .when(archive)
    .thenNothing();
});

it('is signed off after everything else', () => {
  given(...done, archived)
    .when(signOff)
    .then(ReleaseSignedOff.of({ releaseId, by: 'ada' }));
});

it('cannot be signed off before it is archived', () => {
  given(...done)
    .when(signOff)
    .thenRejected('CLOSURE_INCOMPLETE', { missing: ['archive'], fix: 'add what is missing first' });
});

it('has its retrospective drafted from the trail before people complete it', () => {
  given().when(completeRetrospective).thenRejected('RETROSPECTIVE_NOT_DRAFTED');
  given(drafted)
    .when(completeRetrospective)
    .then(RetrospectiveCompleted.of({ releaseId, participants: ['ada'], evidence }));
});

it('changes nothing after the sign-off', () => {
  given(...done, archived, ReleaseSignedOff.of({ releaseId, by: 'ada' }))
    .when({ type: 'CompleteDocumentation', releaseId, evidence: [evidence] })
    .thenRejected('RELEASE_CLOSED');
});

it.each(['author', 'deployer'] as const)('is not signed off by the %s of the release', (hat) => {
  given(...done, archived)
    .when(signOff, { hats: { [hat]: ['ada'] }, actor: { id: 'Ada ' } })
    .thenRejected('HATS_CONFLICT', {
      hat: 'signer',
      wears: hat,
      person: 'ada',
      fix: `have a release manager who is not the ${hat} of this release sign it off`,
    });
});

it.each<ClosureCommand>([
  signOff,
  archive,
  completeRetrospective,
  { type: 'DraftRetrospective', releaseId, evidence },
  { type: 'RecordLessons', releaseId, lessons: ['later'], evidence },
  { type: 'CompleteDocumentation', releaseId, evidence: [evidence] },
])('takes no $type once the release has ended', (command) => {
  given(...done, archived)
    .when(command, { progress: 'ended' })
    .thenRejected('RELEASE_ENDED');
});
