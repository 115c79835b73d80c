import type { LoadFigures } from '../outside/load.js';
import { idsOnTopics } from '../outside/topic-reader.js';
import type { World } from '../world.js';
import { whenFaulty, whenReleased } from './promises.js';
import type { Cast, FlowView } from './scene.js';

interface TrailItem {
  readonly eventId: string;
  readonly type: string;
}

interface Page {
  readonly items: readonly TrailItem[];
  readonly nextCursor?: string;
}

/**
 * Prints the trail, the verification, the served requests, and where to look next.
 * @returns whether every guarantee held
 */
export async function tellTheEnd(
  cast: Cast,
  { system, shopUrl }: World,
  { figures, faulty }: { figures: LoadFigures; faulty: boolean },
): Promise<boolean> {
  const { people, releaseId, version } = cast;
  const trail = `/audit/v1/releases/${releaseId}`;
  console.log(`\n${await people.edsger.readText(`${trail}/timeline`)}`);
  const verified = (await people.edsger.read(`${trail}/verification`)) as { ok: boolean };
  console.log(`Verification: ${JSON.stringify(verified)}`);
  const versions = Object.entries(figures.versions).map(([name, count]) => `${String(count)} by ${name}`);
  console.log(
    `Users: ${String(figures.served)} requests served, ${String(figures.failed)} failed (${versions.join(', ')})`,
  );

  const flow = (await people.ada.read(`/planning/v1/releases/${releaseId}/flow`)) as FlowView;
  const answer = await fetch(`${shopUrl}/`);
  const servingAtTheEnd = answer.headers.get('x-shop-version') ?? 'nobody';
  const published = await onTopicsOnce(cast, system.kafkaBrokers);
  const events = await trailOf(cast);
  const trailTypes = events.map(({ type }) => type);
  const outcome = { flow, verified, published, load: figures, servingAtTheEnd, trailTypes };
  const promises = faulty ? whenFaulty(outcome, '1.0.0') : whenReleased(outcome, version);
  console.log(`\n${promises.map(({ what, kept }) => `${kept ? '✔' : '✖'} ${what}`).join('\n')}`);
  console.log(`
Look next (npm run demo -- --keep leaves it running):
  all addresses     ${system.edgeUrl}/
  a token           curl -s ${system.edgeUrl}/auth/token -H 'content-type: application/json' -d '{"username":"edsger","password":"edsger"}'
  the trail         ${system.edgeUrl}${trail}/trail
  its timeline      ${system.edgeUrl}${trail}/timeline
  the chain         ${system.edgeUrl}${trail}/verification
  the topics        kcat -C -b ${system.kafkaBrokers} -t release.planning.v1 -f '%h %k %s\\n'
  the shop          ${shopUrl}/`);
  return promises.every(({ kept }) => kept);
}

async function trailOf({ people, releaseId }: Cast): Promise<TrailItem[]> {
  const items: TrailItem[] = [];
  for (let cursor = ''; ;) {
    const page = (await people.edsger.read(`/audit/v1/releases/${releaseId}/trail?limit=200${cursor}`)) as Page;
    items.push(...page.items);
    if (page.nextCursor === undefined) return items;
    cursor = `&cursor=${page.nextCursor}`;
  }
}

const topicOf = ({ type }: TrailItem): string => `release.${type.split('.')[2] ?? ''}.v1`;

const looks = 5;

/**
 * Whether the topics have every event of the trail, once, and in the order of the trail. What was recorded a moment ago may
 * be on its way yet, so both are read again until they agree; what is missing or doubled would never let them.
 */
async function onTopicsOnce(cast: Cast, brokers: string): Promise<boolean> {
  for (let look = 1; look <= looks; look += 1) {
    const expected = Map.groupBy(await trailOf(cast), topicOf);
    const found = await idsOnTopics(brokers, [...expected.keys()], cast.releaseId);
    const agree = [...expected].every(
      ([topic, items]) => found.get(topic)?.join() === items.map(({ eventId }) => eventId).join(),
    );
    if (agree) return true;
  }
  return false;
}
