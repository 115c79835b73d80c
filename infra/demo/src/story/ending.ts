import type { LoadFigures } from '../outside/load.js';
import type { World } from '../world.js';
import { whenFaulty, whenReleased } from './promises.js';
import type { Cast, FlowView } from './scene.js';

interface Page {
  readonly items: readonly { readonly type: string }[];
  readonly nextCursor?: string;
}

/**
 * Prints the trail, what was verified and served, and where to look next.
 * @returns whether everything that was promised happened
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
  const outcome = { flow, verified, load: figures, servingAtTheEnd, trailTypes: await typesOf(cast) };
  const promises = faulty ? whenFaulty(outcome, '1.0.0') : whenReleased(outcome, version);
  console.log(`\n${promises.map(({ what, kept }) => `${kept ? '✔' : '✖'} ${what}`).join('\n')}`);
  console.log(`
Look next (npm run demo -- --keep leaves it running):
  all addresses     ${system.edgeUrl}/
  a token           curl -s ${system.edgeUrl}/auth/token -H 'content-type: application/json' -d '{"username":"edsger","password":"edsger"}'
  the trail         ${system.edgeUrl}${trail}/trail
  its timeline      ${system.edgeUrl}${trail}/timeline
  the chain         ${system.edgeUrl}${trail}/verification
  the topics        kcat -b ${system.kafkaBrokers} -t release.planning.v1 -f '%h %k %s\\n'
  the shop          ${shopUrl}/`);
  return promises.every(({ kept }) => kept);
}

async function typesOf({ people, releaseId }: Cast): Promise<string[]> {
  const types: string[] = [];
  for (let cursor = ''; ;) {
    const path = `/audit/v1/releases/${releaseId}/trail?limit=200${cursor}`;
    const { items, nextCursor } = (await people.edsger.read(path)) as Page;
    types.push(...items.map(({ type }) => type));
    if (nextCursor === undefined) return types;
    cursor = `&cursor=${nextCursor}`;
  }
}
