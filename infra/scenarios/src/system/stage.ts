import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { topics } from '@slipway/contracts';
import { startSystem, type RunningSystem } from '@slipway/local';
import { deleteTopics } from '@slipway/local/topics';
import { testDatabase, testTopics } from '@slipway/testing';
import { flows } from '../flows.js';
import { OutsideWorld } from '../world/outside-world.js';
import { demandDone } from './answer.js';
import { Doors, usualPatience, type Patience, type Taken } from './doors.js';
import { Publisher } from './publisher.js';
import { Trails } from './trails.js';

/** A running system, its environment, and the API between them. */
export interface Stage {
  readonly world: OutsideWorld;
  readonly doors: Doors;
  readonly publisher: Publisher;
  readonly trails: Trails;
  readonly patience: Patience;
  stop(): Promise<void>;
}

export interface StageOptions {
  readonly world: OutsideWorld;
  /** What the topics' names begin with. */
  readonly prefix?: string;
  readonly patience?: Patience;
  /** Called with every message that the API accepts. */
  readonly onTaken?: (taken: Taken) => void;
}

/** Starts a system with a database and topics of its own, and publishes the flows that the scenarios pin. */
export async function openStage(): Promise<Stage> {
  await using cleanup = new AsyncDisposableStack();
  const { brokers, prefix } = testTopics();
  cleanup.defer(() =>
    deleteTopics(
      brokers,
      Object.values(topics).map((name) => prefix + name),
    ),
  );
  const database = await testDatabase();
  cleanup.defer(() => database.drop());
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'slipway-scenarios-'));
  cleanup.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const world = await OutsideWorld.open();
  cleanup.defer(() => world.stop());
  const environment = { DATABASE_URL: database.adminUrl, KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix };
  const system = await startSystem({ dataFolder, ports: 'free', environment, env: settingsFor(world) });
  cleanup.defer(() => system.stop());
  const stage = await setStage(system, { world, prefix });
  cleanup.defer(() => stage.stop());
  const running = cleanup.move();
  return { ...stage, stop: () => running.disposeAsync() };
}

/** Sets up a stage on a system that runs with `settingsFor` this world; stopping the stage leaves both as they are. */
export async function setStage(
  system: Pick<RunningSystem, 'edgeUrl' | 'tokenFor' | 'kafkaBrokers'>,
  options: StageOptions,
): Promise<Stage> {
  const { world, prefix = '', patience = usualPatience, onTaken } = options;
  const doors = new Doors(system, { patience, onTaken });
  await publishFlows(doors);
  const trails = await Trails.follow(system.kafkaBrokers, prefix);
  return { world, doors, trails, patience, publisher: new Publisher(doors), stop: () => trails.stop() };
}

/** Environment variables that point the services to the environment. */
export const settingsFor = ({ url, mail }: OutsideWorld) => ({
  NOTIFICATION_CHANNELS: JSON.stringify({ webhook: `${url}/chat`, email: mail.url }),
  MONITORING_TARGETS: JSON.stringify({ '*': { '*': [`${url}/apps/*`] } }),
});

/** Every flow that a scenario may pin. */
async function publishFlows(doors: Doors): Promise<void> {
  const publish = async (flow: object) =>
    demandDone('publishing a flow', await doors.post('ada', '/planning/v1/templates', flow));
  await Promise.all(Object.values(flows).map(publish));
}
