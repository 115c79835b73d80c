import { eventually } from '@slipway/local';
import { isRefusal } from '../outside/person.js';
import { every, untilMet, untilStep, type Cast } from './scene.js';

/** Step 3, by people; step 4, and step 5 after it, by Slipway. */
export async function coordinate(cast: Cast): Promise<void> {
  const { people, releaseId } = cast;
  await untilStep(cast, 'coordinate-release', 'active');
  const communication = `/planning/v1/releases/${releaseId}/communication`;
  await people.radia.act(`${communication}/acknowledgements`, { team: 'operations' });
  await people.margaret.act(`${communication}/acknowledgements`, { team: 'support' });
  await people.ada.act(`${communication}/timeline`, { impacts: ['no downtime is expected'] });
  const at = new Date(Date.now() + 600_000).toISOString();
  const sessions = [{ title: 'What is new in the shop', at, audience: 'users' }];
  await people.ada.act(`${communication}/training`, { sessions });
  const roster = [{ person: 'radia', role: 'on call' }];
  await people.ada.act(`${communication}/command-centre`, { link: `https://meet.example/${releaseId}`, roster });
  const cases = ['find a book', 'buy a book', 'return a book'].map((title) => ({
    ...{ id: title.replaceAll(' ', '-'), title, workflow: title === 'buy a book' },
  }));
  await people.katherine.act(`/validation/v1/releases/${releaseId}/acceptance`, { owner: 'katherine', cases });
}

/** Step 6: users try it, say what they think, and the owner of the acceptance confirms. */
export async function accept(cast: Cast): Promise<void> {
  const { people, releaseId, systems } = cast;
  await untilStep(cast, 'conduct-user-acceptance', 'active');
  const acceptance = `/validation/v1/releases/${releaseId}/acceptance`;
  for (const id of ['find-a-book', 'buy-a-book', 'return-a-book']) {
    await people.katherine.act(`${acceptance}/cases/${id}`, { accepted: true });
  }
  const slides = await people.katherine.attach(releaseId, 'Training material', '# What is new\n\nOne page a topic.\n');
  await people.katherine.act(`${acceptance}/training`, { evidence: [slides] });
  for (const [at, rating] of [5, 5, 4, 5].entries()) {
    const feedback = { releaseId, rating, user: `user-${String(at + 1)}`, comment: 'faster than before' };
    await systems.publish('dev.slipway.inbound.feedback.received.v1', '/feedback/shop', feedback);
  }
  await untilHeard(cast, 4);
  await people.katherine.act(`${acceptance}/feedback`);
  await people.katherine.act(`${acceptance}/concerns/review`);
  await people.katherine.act(`${acceptance}/confirmation`);
  await untilMet(cast, 'conduct-user-acceptance.action-6');
}

/** Waits until this number of ratings is in the trail; feedback arrives over Kafka. */
async function untilHeard({ people, releaseId, signal }: Cast, ratings: number): Promise<void> {
  const path = `/audit/v1/releases/${releaseId}/trail?type=dev.slipway.intake.feedback-received.v1`;
  const look = async () => {
    const page = (await people.edsger.read(path)) as { items: readonly unknown[] } | undefined;
    return page !== undefined && page.items.length >= ratings ? page : undefined;
  };
  await eventually(look, { what: 'the ratings are in the trail', within: 30_000, every, fatal: isRefusal, signal });
}
