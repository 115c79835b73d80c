import { eventually } from '@slipway/local';
import { isRefusal } from '../outside/person.js';
import { every, until, untilMet, untilStep, type Cast } from './scene.js';

interface IssueView {
  readonly raised: { readonly issueId: string };
}

/** Steps 7 and 8: watched through its stability window; a user reports an issue, and it is resolved. */
export async function lookAfter(cast: Cast): Promise<void> {
  const { people, releaseId, systems } = cast;
  await untilStep(cast, 'verify-health', 'active');
  await systems.publishCdEvent('incident', 'detected', {
    id: 'ticket-99',
    content: { description: 'the total is cut off on small phones' },
    customData: { releaseId, title: 'Total cut off on phones' },
  });
  const restore = "# Restore test\n\nLast night's backup was restored within 4 minutes.\n";
  const evidence = await people.radia.attach(releaseId, 'Restore test', restore);
  await people.radia.act(`/monitoring/v1/releases/${releaseId}/backup-verifications`, { evidence });
  const issue = `/issues/v1/issues/${await firstIssue(cast)}`;
  await people.margaret.act(`${issue}/triage`, { category: 'usability', impact: 'low', urgency: 'medium' });
  await people.margaret.act(`${issue}/plan`, { plan: 'smaller type on phones', plannedFor: '1.1.1' });
  const fix = await people.margaret.attach(
    releaseId,
    'How the total was fixed',
    '# Fix\n\nSmaller type, by setting.\n',
  );
  await people.margaret.act(`${issue}/resolution`, { resolution: 'fixed by a setting', evidence: [fix] });
  await people.margaret.act(`/issues/v1/releases/${releaseId}/review`);
  await untilStep(cast, 'verify-health', 'done');
}

export async function firstIssue({ people, releaseId, signal }: Cast): Promise<string> {
  const look = async () => {
    const path = `/issues/v1/releases/${releaseId}/issues`;
    const list = (await people.margaret.read(path)) as { items: readonly IssueView[] } | undefined;
    return list?.items[0]?.raised.issueId;
  };
  return eventually(look, { what: 'an issue is open', within: 30_000, every, fatal: isRefusal, signal });
}

/** Steps 9 and 10: documentation, retrospective, sign-off; then the watch until the end. */
export async function close(cast: Cast): Promise<void> {
  const { people, releaseId, version } = cast;
  await untilStep(cast, 'close-release', 'active');
  const closure = `/planning/v1/releases/${releaseId}/closure`;
  const manual = await people.ada.attach(releaseId, 'Manual', `# Manual of the shop, ${version}\n`);
  await people.ada.act(`${closure}/documentation`, { evidence: [manual] });
  await people.ada.act(`${closure}/knowledge-base`, { evidence: [manual] });
  await people.ada.act(`${closure}/lessons`, { lessons: ['test on small phones before the release'] });
  const notes = 'The rollout went without a failed request.';
  await people.ada.act(`${closure}/retrospective`, { participants: ['ada', 'linus', 'radia'], notes });
  await untilMet(cast, 'close-release.action-4', 'close-release.action-5');
  await people.ada.act(`${closure}/sign-off`);
  await untilStep(cast, 'monitor-postrelease', 'active');
  const recommendations = ['cache the start page', 'probe from a second place'];
  await people.radia.act(`/monitoring/v1/releases/${releaseId}/improvements`, { recommendations });
  await until(cast, 'the release has ended', ({ status }) => status === 'released' || status === 'post-release');
}
