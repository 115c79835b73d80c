import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { playWhole } from '../release/walk.js';
import { setStage, settingsFor, type Stage } from '../system/stage.js';
import { OutsideWorld } from '../world/outside-world.js';
import type { Checkout } from './checkout.js';
import { launch, type LaunchedSystem } from './launched.js';
import { cpuBetween, usageOf, type UsageByPart } from './processes.js';
import { TimedRelease } from './timed-release.js';

export interface Figures {
  readonly startSeconds: number;
  readonly releases: number;
  readonly seconds: number;
  readonly events: number;
  /** For one release, by part. */
  readonly cpuSeconds: Readonly<Record<string, number>>;
  /** Of one core, by part, while nothing happens. */
  readonly idle: Readonly<Record<string, number>>;
  readonly before: UsageByPart;
  readonly after: UsageByPart;
  /** Milliseconds from a person's command to the change of a step on the topic. */
  readonly changes: readonly number[];
}

const warmUp = 3;
const idleSeconds = 10;

/** Plays this number of whole releases concurrently in the checkout, with its own servers and folder. */
export async function measure(checkout: Checkout, releases: number, report: (line: string) => void): Promise<Figures> {
  await using cleanup = new AsyncDisposableStack();
  const world = await OutsideWorld.open();
  cleanup.defer(() => world.stop());
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'slipway-flows-'));
  cleanup.defer(() => rm(dataFolder, { recursive: true, force: true }));
  // The driver sends more requests than one user is allowed to.
  const settings = { ...settingsFor(world), REQUESTS_PER_SECOND: '100000' };
  report(`${checkout.name}: starting, and once more for the time of a start with everything in its place`);
  await (await launch(checkout, dataFolder, settings)).stop();
  const system = await launch(checkout, dataFolder, settings);
  cleanup.defer(() => system.stop());
  const stage = await setStage(system, { world });
  cleanup.defer(() => stage.stop());

  report(`${checkout.name}: ${String(warmUp)} releases to warm up`);
  await playAll(stage, warmUp);
  const idle = await idleOf(system);
  report(`${checkout.name}: ${String(releases)} releases at once`);
  const [before, began] = [usageOf(dataFolder), performance.now()];
  const played = await playAll(stage, releases);
  const [after, seconds] = [usageOf(dataFolder), (performance.now() - began) / 1000];
  const cpuSeconds = perRelease(cpuBetween(before, after), releases);
  const events = played.reduce((sum, { id }) => sum + stage.trails.of(id).length, 0) / releases;
  const changes = played.flatMap((release) => release.changes);
  return { startSeconds: system.startSeconds, releases, seconds, events, cpuSeconds, idle, before, after, changes };
}

function playAll(stage: Stage, count: number): Promise<TimedRelease[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const release = new TimedRelease(stage, {});
      await playWhole(release);
      return release;
    }),
  );
}

async function idleOf({ dataFolder }: LaunchedSystem): Promise<Record<string, number>> {
  await pause(idleSeconds * 1000);
  const before = usageOf(dataFolder);
  await pause(idleSeconds * 1000);
  return perRelease(cpuBetween(before, usageOf(dataFolder)), idleSeconds);
}

const perRelease = (values: Readonly<Record<string, number>>, count: number): Record<string, number> =>
  Object.fromEntries(Object.entries(values).map(([part, value]) => [part, value / count]));
