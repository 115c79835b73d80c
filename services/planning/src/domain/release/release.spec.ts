import {
  ArtifactsChanged,
  AuthorNamed,
  DurationOverridden,
  FactRefused,
  ReleaseProposed,
  WorkGivenUp,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { ReleaseCommand } from './release.commands.js';
import { release } from './release.decider.js';
import { exampleContext, exampleRelease, exampleTemplate, granted, proposed } from './release.examples.js';

const { releaseId } = exampleRelease;
const { given } = specificationFor(release, exampleContext, expect);

const fact = { eventId: '0d4f43d8-8e0e-4fd7-9f5e-6a2d9f7b1c11', type: 'dev.slipway.intake.review-completed.v1' };
const propose: ReleaseCommand = {
  type: 'ProposeRelease',
  release: exampleRelease,
  template: exampleTemplate,
  reviewedBy: ['grace'],
  templatePublishedBy: undefined,
  fact,
};

describe('a proposal', () => {
  it('comes from a completed review', () => {
    given()
      .when(propose)
      .then(ReleaseProposed.of({ ...exampleRelease, template: exampleTemplate, reviewedBy: ['grace'] }));
  });

  it('happens once: a second review of the same version is refused, in the trail', () => {
    given(proposed())
      .when(propose)
      .then(FactRefused.of({ releaseId, fact, reason: 'a release with this id was proposed before' }));
  });

  it('must come before anything else', () => {
    given()
      .when({ type: 'ChangeArtifacts', artifacts: exampleRelease.artifacts, reason: 'x' })
      .thenRejected('RELEASE_UNKNOWN');
  });
});

describe('artifacts', () => {
  const artifacts = [{ name: 'web', uri: 'https://artifacts.example/2', digest: `sha256:${'b'.repeat(64)}` }];
  const change: ReleaseCommand = { type: 'ChangeArtifacts', artifacts, reason: 'rebuilt' };

  it('can be replaced with a reason', () => {
    given(proposed())
      .when(change)
      .then(ArtifactsChanged.of({ releaseId, artifacts, reason: 'rebuilt' }));
  });

  it('are not replaced by the same ones, however their fields are ordered', () => {
    const same = proposed().data.artifacts.map(({ name, uri, digest }) => ({ digest, uri, name }));
    given(proposed())
      .when({ ...change, artifacts: same })
      .thenNothing();
  });

  it('cannot be replaced once they are being deployed', () => {
    given(proposed()).when(change, { progress: 'ordered' }).thenRejected('DEPLOYMENT_HAS_BEGUN');
    given(proposed()).when(change, { progress: 'deploying' }).thenRejected('DEPLOYMENT_HAS_BEGUN');
  });

  it('cannot be replaced after the end', () => {
    given(proposed()).when(change, { progress: 'ended' }).thenRejected('RELEASE_ENDED');
  });
});

it.each(['PT0S', 'PT0.01S', 'PT99999999999H'])('overrides no duration by %s, which no timer could run by', (to) => {
  given(proposed())
    .when({ type: 'OverrideDuration', duration: 'reportInterval', to, reason: 'why not' })
    .thenRejected('DURATION_OUT_OF_RANGE');
});

it('overrides a duration, and says what it was', () => {
  const override: ReleaseCommand = { type: 'OverrideDuration', duration: 'bake', to: 'PT1H', reason: 'to be sure' };
  const change = { duration: 'bake', from: 'PT30M', to: 'PT1H', reason: 'to be sure' } as const;
  const overridden = DurationOverridden.of({ releaseId, ...change });
  given(proposed()).when(override).then(overridden);
  given(proposed(), overridden).when(override).thenNothing();
});

describe('a duration that a gate judges by', () => {
  const override = (to: string): ReleaseCommand => ({
    type: 'OverrideDuration',
    duration: 'bake',
    to,
    reason: 'in a hurry',
  });
  const overridden = (to: string) =>
    DurationOverridden.of({
      releaseId,
      duration: 'bake',
      from: 'PT30M',
      to,
      reason: 'in a hurry',
      exceptionId: 'exception-1',
    });

  it('gets weaker by an exception only, for exactly that value', () => {
    given(proposed())
      .when(override('PT2S'))
      .thenRejected('EXCEPTION_REQUIRED', {
        kind: 'duration',
        items: ['bake'],
        from: 'PT30M',
        to: 'PT2S',
        fix: expect.stringContaining(
          `/planning/v1/releases/${releaseId}/exceptions {"kind":"duration","items":["bake"],"to":"PT2S"`,
        ) as string,
      });
    given(proposed())
      .when(override('PT2S'), { granted: [granted('duration', ['bake'], 'PT10M')] })
      .thenRejected('EXCEPTION_REQUIRED');
    given(proposed())
      .when(override('PT2S'), { granted: [granted('duration', ['stabilityWindow'], 'PT2S')] })
      .thenRejected('EXCEPTION_REQUIRED');
    given(proposed())
      .when(override('PT10M'), { granted: [granted('duration', ['bake'], 'PT600S')] })
      .then(overridden('PT10M'));
  });

  it('is not made weaker by the author, but stricter', () => {
    const hats = { author: ['ada'] };
    given(proposed()).when(override('PT2S'), { hats }).thenRejected('HATS_CONFLICT');
    const { exceptionId: _, ...stricter } = overridden('PT1H').data;
    given(proposed()).when(override('PT1H'), { hats }).then(DurationOverridden.of(stricter));
  });

  it('changes by itself when the exception is granted, once', () => {
    const { exceptionId, kind, items, reason, evidence } = granted('duration', ['bake'], 'PT2S');
    const exception = { exceptionId, kind, items, reason, evidence, releaseId, to: 'PT2S' };
    const carryOut: ReleaseCommand = {
      type: 'CarryOutException',
      exception: { ...exception, requestedBy: 'barbara', preventsReleased: true },
      fact,
    };
    const made = DurationOverridden.of({ ...overridden('PT2S').data, reason });
    given(proposed()).when(carryOut).then(made);
    given(proposed(), made).when(carryOut).thenNothing();
    const refusal = given(proposed()).when({ ...carryOut, exception: { ...carryOut.exception, to: 'PT0S' } });
    expect(refusal.events()).toMatchObject([{ type: FactRefused.type, data: { fact } }]);
  });
});

describe('a review', () => {
  const refused = (reason: string) => FactRefused.of({ releaseId, fact, reason });

  it('counts the people who are not the author', () => {
    given()
      .when({ ...propose, reviewedBy: ['Grace', 'ADA ', 'grace'] })
      .then(ReleaseProposed.of({ ...exampleRelease, template: exampleTemplate, reviewedBy: ['grace'] }));
  });

  it('by the author alone is none', () => {
    given()
      .when({ ...propose, reviewedBy: ['Ada'] })
      .then(
        refused('ada is the author and the only reviewer: have somebody else review it, then send the review again'),
      );
  });

  it('is refused when the author published the template', () => {
    const { id, version } = exampleTemplate;
    given()
      .when({ ...propose, templatePublishedBy: 'Ada' })
      .then(
        refused(
          `ada is the author and published the template ${id} ${version}: ` +
            'have somebody else publish a version of it, then send the review again',
        ),
      );
  });
});

describe('an author whom nobody knows', () => {
  const unknown = proposed({ author: 'D. Ritchie', authorKnown: false });
  const name = (who: string): ReleaseCommand => ({ type: 'NameAuthor', named: { known: true, name: who } });

  it('is named by somebody, once', () => {
    const named = AuthorNamed.of({ releaseId, author: 'dennis', was: 'D. Ritchie', by: 'ada' });
    given(unknown).when(name('Dennis ')).then(named);
    const { state } = given(unknown, named).when(name('dennis'));
    expect(state()).toMatchObject({ summary: { author: 'dennis', authorKnown: true }, authorNamedBy: 'ada' });
    given(unknown, named).when(name('brian')).thenRejected('AUTHOR_KNOWN');
    given(proposed()).when(name('brian')).thenRejected('AUTHOR_KNOWN');
  });

  it('is nobody by another name that nobody can resolve', () => {
    given(unknown)
      .when({ type: 'NameAuthor', named: { known: false, name: 'dennis@example.com' } })
      .thenRejected('AUTHOR_UNRESOLVED');
  });

  it('is none of those whom the policy keeps apart from the author, and not named by one who approved', () => {
    given(unknown)
      .when(name('Grace'), { hats: { reviewer: ['grace'] } })
      .thenRejected('HATS_CONFLICT', {
        hat: 'author',
        wears: 'reviewer',
        person: 'Grace',
        fix: 'ask someone who is not the reviewer of this release',
      });
    given(unknown)
      .when(name('dennis'), { hats: { approver: ['ada'] } })
      .thenRejected('HATS_CONFLICT');
  });
});

it('keeps once what a service gave up doing for it', () => {
  const trouble = { group: 'planning.time-window', fact, reason: 'HANDLER_FAILED: no such moment' };
  const givenUp = WorkGivenUp.of({ releaseId, ...trouble });
  const record: ReleaseCommand = { type: 'RecordGivenUpWork', ...trouble };
  given(proposed()).when(record, { progress: 'ended' }).then(givenUp);
  given(proposed(), givenUp).when(record).thenNothing();
});

it.each<ReleaseCommand>([
  { type: 'ChangeArtifacts', artifacts: exampleRelease.artifacts, reason: 'x' },
  { type: 'OverrideDuration', duration: 'bake', to: 'PT1H', reason: 'x' },
  { type: 'AssignTeamRole', role: 'sre', person: 'radia' },
  { type: 'AcknowledgeTeamRole', role: 'sre' },
  { type: 'NameAuthor', named: { known: true, name: 'dennis' } },
  { type: 'ReportReadiness', readiness: { ready: true, dependencies: [], criteria: [], missing: [] } },
])('takes no $type once it has ended', (command) => {
  given(proposed({ author: 'D. Ritchie', authorKnown: false }))
    .when(command, { progress: 'ended' })
    .thenRejected('RELEASE_ENDED');
});
