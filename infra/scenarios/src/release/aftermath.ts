import { demandDone } from '../system/answer.js';
import { rated } from './ci.js';
import type { Release } from './release.js';

const users = ['user-1', 'user-2', 'user-3', 'user-4', 'user-5'];

export async function rate(release: Release, ratings: Readonly<Record<string, number>>): Promise<void> {
  const heard = release.events('intake.feedback-received').length;
  for (const [user, rating] of Object.entries(ratings)) demandDone('a rating', await rated(release, user, rating));
  const all = heard + Object.keys(ratings).length;
  await release.until(`${String(all)} ratings`, () =>
    release.events('intake.feedback-received').length >= all ? true : undefined,
  );
}

export async function judgeCases(release: Release, verdicts: Readonly<Record<string, boolean>>): Promise<void> {
  for (const [id, accepted] of Object.entries(verdicts))
    await release.does('katherine', 'validation', `acceptance/cases/${id}`, { accepted });
}

export async function train(release: Release): Promise<void> {
  const evidence = [await release.document('katherine', 'Training material')];
  await release.does('katherine', 'validation', 'acceptance/training', { evidence });
}

/** Step 6. */
export async function accept(release: Release): Promise<void> {
  await release.untilStep('conduct-user-acceptance', 'active');
  await judgeCases(release, { buy: true, find: true, return: true });
  await train(release);
  await rate(release, Object.fromEntries(users.map((user) => [user, 5])));
  await release.does('katherine', 'validation', 'acceptance/feedback');
  await release.does('katherine', 'validation', 'acceptance/concerns/review');
  await release.does(release.is.owner, 'validation', 'acceptance/confirmation');
  await release.untilStep('conduct-user-acceptance', 'done');
}

/** Steps 7 and 8, while nothing is wrong. */
export async function lookAfter(release: Release): Promise<void> {
  await release.untilStep('verify-health', 'active');
  const evidence = await release.document('radia', 'Restore test');
  await release.does('radia', 'monitoring', 'backup-verifications', { evidence });
  await release.does('margaret', 'issues', 'review');
  await release.untilStep('verify-health', 'done');
  await release.untilStep('manage-issues', 'done');
}

/** Step 9. */
export async function close(release: Release): Promise<void> {
  await release.untilStep('close-release', 'active');
  const evidence = [await release.document('ada', 'Manual')];
  await release.does('ada', 'planning', 'closure/documentation', { evidence });
  await release.does('ada', 'planning', 'closure/knowledge-base', { evidence });
  await release.does('ada', 'planning', 'closure/lessons', { lessons: ['test more'] });
  await release.does('ada', 'planning', 'closure/retrospective', { participants: ['ada'], notes: 'calm' });
  await release.untilMet('close-release.action-4', 'close-release.action-5');
  await release.does('ada', 'planning', 'closure/sign-off');
  await release.untilStep('close-release', 'done');
}

/** Step 10. */
export async function watchOver(release: Release): Promise<void> {
  await release.untilStep('monitor-postrelease', 'active');
  await release.does('radia', 'monitoring', 'improvements', { recommendations: ['cache the start page'] });
  if (release.is.type === 'hotfix')
    await release.does('barbara', 'planning', 'approvals', { comment: 'second review' });
}
