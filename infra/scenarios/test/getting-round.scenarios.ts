import {
  approve,
  asksFor,
  checkPlanOf,
  confirms,
  declines,
  deploymentPlanOf,
  grantException,
  grantWhatIsRequired,
  newestException,
  reviewed,
  walkOn,
  watchOf,
} from '../src/index.js';
import { expectRefused, expectTaken, scenarios } from './play.js';

const { given, scenario, stage } = scenarios('getting round');
const reason = 'trust me';

// A document is made by its maker.

scenario('a person attaches nothing in place of what a service makes', async () => {
  const release = await given().announced();
  const evidence = await release.document('ada', 'All is well');

  for (const output of ['prepare-release.output-1', 'validate-prerelease.output-2', 'close-release.output-6']) {
    const [step = ''] = output.split('.');
    expectRefused(await release.tries('ada', 'planning', `steps/${step}/outputs/${output}`, { evidence }));
  }
  expect((await release.flow()).outputs).toEqual({});
});

scenario('an empty document is none', async () => {
  const release = await given().announced();

  expectRefused(await release.upload('ada', 'Release notes', ''));
});

scenario('a document of another release proves nothing', async () => {
  const [release, other] = await Promise.all([given().announced(), given().announced()]);
  const evidence = [await other.document('ada', 'Release notes')];

  expectRefused(
    await release.tries('ada', 'planning', 'criteria/entry-4/attestations', { statement: 'done', evidence }),
  );
});

scenario('the store says what a document is, and not its sender', async () => {
  const release = await given().announced();
  const document = await release.document('ada', 'A note');
  const lie = { ...document, size: 123_456, title: 'Signed by the board', mediaType: 'application/pdf' };

  await release.tries('ada', 'planning', 'criteria/entry-4/attestations', { statement: 'done', evidence: [lie] });

  expect((await release.flow()).met['entry-4']?.evidence ?? [document]).toEqual([document]);
});

// What weakens a rule is seen, needs somebody else, and counts.

scenario('the author weakens no rule', async () => {
  const release = await given({ author: 'ada', flow: 'base' }).announced();

  expectRefused(await release.tries('ada', 'planning', 'criteria/entry-5/waivers', { reason }));
  expectRefused(await release.tries('ada', 'planning', 'gates/release-gate-4/waivers', { reason }));
  expectRefused(await asksFor(release, 'ada', { kind: 'waiver', items: ['exit-7'] }));
  expectRefused(await asksFor(release, 'ada', { kind: 'duration', items: ['stabilityWindow'], to: 'PT1S' }));
  expect((await release.flow()).exceptions).toEqual({});
});

scenario('a waiver counts when a second person confirms it', async () => {
  const release = await given().announced();

  expectTaken(await release.tries('ada', 'planning', 'criteria/entry-5/waivers', { reason }));
  const asked = await newestException(release);
  expect(asked).toMatchObject({ kind: 'waiver', status: 'requested', items: ['entry-5'], requestedBy: 'ada' });

  expectRefused(await confirms(release, 'ada', asked));
  expectRefused(await confirms(release, 'linus', asked));
  expectTaken(await confirms(release, 'frances', asked));
  expect(await newestException(release)).toMatchObject({ status: 'granted', confirmedBy: 'frances' });
});

scenario('an exception that is declined changes nothing', async () => {
  const release = await given().announced();
  expectTaken(await asksFor(release, 'ada', { kind: 'waiver', items: ['entry-5'] }));
  const asked = await newestException(release);

  expectTaken(await declines(release, 'grace', asked));

  expectRefused(await confirms(release, 'frances', asked));
  expect(await newestException(release)).toMatchObject({ status: 'declined' });
});

scenario('an exception to a hotfix waits for nobody', async () => {
  const release = await given({ type: 'hotfix' }).announced();

  expectTaken(await asksFor(release, 'ada', { kind: 'waiver', items: ['entry-5'] }));

  expect(await newestException(release)).toMatchObject({ status: 'granted' });
});

scenario('what facts prove is taken on the word of nobody', async () => {
  const release = await given().announced();
  const evidence = [await release.document('ada', 'It is so')];

  for (const item of ['exit-1', 'exit-3', 'exit-7', 'entry-2']) {
    const answer = await release.tries('ada', 'planning', `criteria/${item}/attestations`, {
      statement: 'sure',
      evidence,
    });
    expectRefused(answer);
  }
  const { met } = await release.flow();
  expect(Object.keys(met).filter((item) => item.startsWith('exit'))).toEqual([]);
});

scenario('a shorter stability window is an exception, a longer one is none', async () => {
  const release = await given().announced();
  const change = (to: string) => ({ duration: 'stabilityWindow', to, reason });

  const shorter = await release.tries('ada', 'planning', 'durations', change('PT1S'));
  expectRefused(shorter, 'EXCEPTION_REQUIRED');
  expectTaken(await release.tries('ada', 'planning', 'durations', change('PT1M')));
});

scenario('an easier check plan after the approval is an exception', async () => {
  const release = await given().planned();
  await approve(release);
  const { performance, ...plan } = checkPlanOf(release);
  const easier = { ...plan, performance: { ...performance, errorRate: 0.9 } };

  const refused = await release.tries('katherine', 'validation', 'check-plan', easier);
  expectRefused(refused, 'EXCEPTION_REQUIRED');

  await grantWhatIsRequired(release, refused);
  expectTaken(await release.tries('katherine', 'validation', 'check-plan', easier));
});

scenario('a release with an exception ends [ps], and says so', async () => {
  const release = await given().announced();
  await grantException(release, { kind: 'waiver', items: ['release-gate-3'] });

  await walkOn(release, 'prepare-release');

  const { data } = await release.untilSaid('planning.release-ended-post-release');
  expect(data).toMatchObject({ signal: 'ps', status: 'released-with-exceptions' });
});

scenario('easier smoke checks after the approval are an exception', async () => {
  const release = await given().planned();
  await approve(release);
  const { smokeChecks, ...plan } = deploymentPlanOf(release);
  const [check] = smokeChecks;
  const easier = { ...plan, smokeChecks: [{ ...check, url: `${release.app.url}/stock` }] };

  const refused = await release.tries('linus', 'deployment', 'plan', easier);
  expectRefused(refused, 'EXCEPTION_REQUIRED');

  await grantWhatIsRequired(release, refused);
  expectTaken(await release.tries('linus', 'deployment', 'plan', easier));
});

scenario('what the first of two approvers saw is eased by an exception only', async () => {
  const release = await given({ type: 'major' }).planned();
  expectTaken(await release.tries('grace', 'planning', 'approvals'));

  const { smokeChecks, ...plan } = deploymentPlanOf(release);
  const [check] = smokeChecks;
  const easierPlan = { ...plan, smokeChecks: [{ ...check, url: `${release.app.url}/stock` }] };
  const { levels, ...watch } = watchOf(release);
  const weakerWatch = { ...watch, levels: { ...levels, availability: 0.99 } };
  const { performance, ...checks } = checkPlanOf(release);
  const easierChecks = { ...checks, performance: { ...performance, errorRate: 0.9 } };

  expectRefused(await release.tries('linus', 'deployment', 'plan', easierPlan), 'EXCEPTION_REQUIRED');
  expectRefused(await release.tries('radia', 'monitoring', 'watch', weakerWatch), 'EXCEPTION_REQUIRED');
  expectRefused(await release.tries('katherine', 'validation', 'check-plan', easierChecks), 'EXCEPTION_REQUIRED');

  expectTaken(await release.tries('grace', 'planning', 'approvals/withdrawal', { reason: 'not yet' }));
  expectTaken(await release.tries('radia', 'monitoring', 'watch', weakerWatch));
});

// One person, one hat.

scenario('an administrator has no standing in a release', async () => {
  const release = await given().planned();

  for (const command of ['approvals', 'plan', 'readiness'])
    expectRefused(await release.tries('root', 'planning', command));
  expectRefused(await release.tries('root', 'planning', 'gates/release-gate-4/waivers', { reason }));
  expectRefused(await release.tries('root', 'deployment', 'rollback', { reason }));
});

scenario('an author is the same person however a CI spells the name', async () => {
  for (const author of ['Grace', 'grace ', 'ＧＲＡＣＥ']) {
    const release = await given({ author }).planned();
    expectRefused(await release.tries('grace', 'planning', 'approvals'));
    expectTaken(await release.tries('barbara', 'planning', 'approvals'));
  }
});

scenario('nobody approves before it is known who the author is', async () => {
  const release = await given({ author: 'grace@example.com' }).planned();
  expectRefused(await release.tries('barbara', 'planning', 'approvals'));

  for (const person of ['Grace@Example.com', 'Grace Hopper', 'grace@corp.example'])
    expectRefused(await release.tries('ada', 'planning', 'author', { person }), 'AUTHOR_UNRESOLVED');
  expectTaken(await release.tries('ada', 'planning', 'author', { person: 'grace' }));

  expectRefused(await release.tries('grace', 'planning', 'approvals'));
  expectTaken(await release.tries('barbara', 'planning', 'approvals'));
});

scenario('a review by nobody but the author is no review', async () => {
  for (const reviewers of [['Dennis'], ['dennis@example.com'], ['Dennis ', 'D. Ritchie']])
    expectRefused(await reviewed(given({ author: 'dennis', reviewers }).unknown()), 'PAYLOAD_INVALID');
});

scenario('neither the author nor the deployer owns the acceptance', async () => {
  const release = await given().planned();
  const cases = [
    { id: 'a', title: 'buy', workflow: true },
    { id: 'b', title: 'find' },
  ];

  for (const owner of ['dennis', 'Linus'])
    expectRefused(await release.tries('katherine', 'validation', 'acceptance', { owner, cases }));
  expectTaken(await release.tries('katherine', 'validation', 'acceptance', { owner: 'katherine', cases }));
});

scenario('an approver does not deploy', async () => {
  const release = await given().planned();
  await approve(release);

  expectRefused(await release.tries('ada', 'planning', 'team', { role: 'deployer', person: ' Grace' }));
});

// A watch watches the release.

scenario('a watch that promises next to nothing is refused', async () => {
  const release = await given().announced();
  const watch = watchOf(release);

  const levels = { ...watch.levels, availability: 0.5 };
  expectRefused(await release.tries('radia', 'monitoring', 'watch', { ...watch, levels }));
});

scenario('a watch of something else is refused', async () => {
  const release = await given().announced();
  const { targets, ...watch } = watchOf(release);
  const elsewhere = `${stage().world.url}/elsewhere/`;

  const wrong = targets.map((target) => ({ ...target, check: { ...target.check, url: elsewhere } }));
  expectRefused(await release.tries('radia', 'monitoring', 'watch', { ...watch, targets: wrong }));
});

scenario('no check calls an outage a success', async () => {
  const release = await given().announced();
  const outage = { name: 'down', url: `${release.app.url}/`, expect: { status: 503 } };
  const plan = { ...deploymentPlanOf(release), smokeChecks: [outage] };
  const { checks, ...rest } = checkPlanOf(release);

  expectRefused(await release.tries('linus', 'deployment', 'plan', plan), 'CHECK_EXPECTS_FAILURE');
  for (const kind of Object.keys(checks)) {
    const broken = { ...rest, checks: { ...checks, [kind]: [outage] } };
    expectRefused(await release.tries('katherine', 'validation', 'check-plan', broken), 'CHECK_EXPECTS_FAILURE');
  }
});

scenario('another watch after the approval is an exception', async () => {
  const release = await given().planned();
  await approve(release);
  const watch = watchOf(release);
  const weaker = { ...watch, levels: { ...watch.levels, p95: 890 } };

  const refused = await release.tries('radia', 'monitoring', 'watch', weaker);
  expectRefused(refused, 'EXCEPTION_REQUIRED');

  await grantWhatIsRequired(release, refused);
  expectTaken(await release.tries('radia', 'monitoring', 'watch', weaker));
});

scenario('nobody releases by a flow of their own', async () => {
  const release = given({ author: 'ada' }).unknown();

  await reviewed(release);

  const { data } = await release.untilSaid('planning.fact-refused');
  expect(data['reason']).toContain('published the template');
});
