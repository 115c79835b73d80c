import { announce, publishFlow } from './review.js';
import { close, firstIssue, lookAfter } from './close.js';
import { accept, coordinate } from './deploy.js';
import { prepare } from './prepare.js';
import { until, type Cast } from './scene.js';

/** One release, from [rv] to its end. */
export async function tellStory(cast: Cast, faulty: boolean): Promise<void> {
  await publishFlow(cast);
  await announce(cast);
  await prepare(cast);
  await coordinate(cast);
  if (faulty) {
    await until(cast, 'the release has ended in post-release status', ({ status }) => status === 'post-release');
    await firstIssue(cast);
    return;
  }
  await accept(cast);
  await lookAfter(cast);
  await close(cast);
}
