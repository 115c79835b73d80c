import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { explain, LocalError } from '@slipway/local';
import { LoadClient } from './outside/load.js';
import { Person } from './outside/person.js';
import { Saboteur } from './outside/saboteur.js';
import { SreConsumer } from './outside/sre.js';
import { tellTheEnd } from './story/ending.js';
import { castNames, type Cast } from './story/scene.js';
import { tellStory } from './story/story.js';
import { Board } from './view/board.js';
import { View } from './view/view.js';
import { startWorld, type World } from './world.js';

const { values } = parseArgs({
  options: {
    keep: { type: 'boolean', default: false },
    fault: { type: 'boolean', default: false },
    kill: { type: 'boolean', default: false },
  },
});
const version = '1.1.0';
const view = new View();
const say = (line: string) => {
  view.say(line);
};
const interrupted = new AbortController();
// A closed terminal accepts no more lines; everything still stops in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
// Not `once`: a second Ctrl-C, or the second SIGHUP of a closing terminal, must not interrupt the shutdown.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted.abort(new Error(`ended by ${signal}`));
  });
}

process.exitCode = await run().catch((error: unknown) => {
  view.stop();
  if (error instanceof LocalError) explain(error);
  else console.error(error instanceof Error ? error.message : error);
  return 1;
});

async function run(): Promise<number> {
  await using cleanup = new AsyncDisposableStack();
  const { signal } = interrupted;
  const world = await startWorld({ version, faulty: values.fault, report: say, signal }, cleanup);
  const cast = await castOf(world);
  const board = new Board(cast.releaseId);
  const sre = await SreConsumer.listen(world.system.kafkaBrokers, (event) => {
    const line = board.hear(event);
    if (line !== undefined) say(line);
  });
  cleanup.defer(() => sre.stop());
  const load = new LoadClient(`${world.shopUrl}/`, { users: 4, pauseMs: 25 });
  cleanup.defer(() => load.stop().then(() => undefined));
  say(`users visit ${world.shopUrl} all the while; people and tools use ${world.system.edgeUrl}`);
  view.follow(board, () => load.figures());
  const saboteur = values.kill ? new Saboteur(world.system, say, 6000) : undefined;
  cleanup.defer(() => saboteur?.abandon());
  await tellStory(cast, values.fault);
  await saboteur?.stop();
  const figures = await load.stop();
  view.stop();
  const kept = await tellTheEnd(cast, world, { figures, faulty: values.fault });
  if (values.keep) await untilInterrupted(signal);
  return kept ? 0 : 1;
}

async function castOf({ system, systems, shopUrl, alertUrl, previous, next }: World): Promise<Cast> {
  const people = await Promise.all(
    castNames.map(async (name) => [name, await Person.logIn(system.edgeUrl, name)] as const),
  );
  return {
    ...{ releaseId: `shop-${version}`, version, artifact: next, previous, shopUrl, alertUrl, systems },
    people: Object.fromEntries(people) as Cast['people'],
    signal: interrupted.signal,
  };
}

async function untilInterrupted(signal: AbortSignal): Promise<void> {
  console.log('\nThe system keeps running (--keep). Press Ctrl-C to stop it.');
  if (!signal.aborted) await once(signal, 'abort');
}
