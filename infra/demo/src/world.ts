import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { clear, eventually, freePort, repositoryRoot, startSystem, type RunningSystem } from '@slipway/local';
import { packShop, type Artifact } from './app/pack.js';
import { OutsideSystems } from './outside/ci.js';
import { Inboxes } from './outside/inboxes.js';

/** A running Slipway, and the environment that it releases into. */
export interface World {
  readonly system: RunningSystem;
  readonly systems: OutsideSystems;
  readonly shopUrl: string;
  readonly alertUrl: string;
  readonly previous: Artifact;
  readonly next: Artifact;
}

interface Needs {
  readonly version: string;
  readonly faulty: boolean;
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
}

const dataFolder = path.join(repositoryRoot, '.slipway', 'demo');

/** Starts everything from scratch. `cleanup` stops it in reverse order. */
export async function startWorld(
  { version, faulty, report, signal }: Needs,
  cleanup: AsyncDisposableStack,
): Promise<World> {
  await clear(dataFolder, report);
  await rm(dataFolder, { recursive: true, force: true });
  const artifacts = path.join(dataFolder, 'artifacts');
  await mkdir(artifacts, { recursive: true });
  const previous = await packShop(artifacts, '1.0.0');
  const next = await packShop(artifacts, version, faulty ? 40 : undefined);

  const inboxes = await Inboxes.open();
  cleanup.defer(() => inboxes.stop());
  const port = await freePort();
  const env = {
    NOTIFICATION_CHANNELS: JSON.stringify({ webhook: inboxes.chatUrl, email: inboxes.mailUrl }),
    DEPLOYMENT_TARGETS: JSON.stringify({ shop: { port, initial: previous } }),
    DEPLOYMENT_WORK_FOLDER: path.join(dataFolder, 'deployment'),
    OUTBOUND_SECRETS: JSON.stringify({ SHOP_CUSTOMER: [`127.0.0.1:${String(port)}`] }),
    SECRET_SHOP_CUSTOMER: 'customer',
    SLIPWAY_SUPERVISOR_PID: String(process.pid),
  };
  // Clients and output use the topic names without a prefix.
  const environment = { ...process.env, TOPIC_PREFIX: '' };
  const system = await startSystem({ dataFolder, ports: 'free', env, environment, report, signal });
  cleanup.defer(() => system.stop());
  const systems = await OutsideSystems.connect(system.kafkaBrokers);
  cleanup.defer(() => systems.stop());
  const shopUrl = `http://127.0.0.1:${String(port)}`;
  // The deployment service is ready before the applications that it runs: start the load when the shop responds.
  await eventually(() => isOpen(shopUrl), {
    within: 30_000,
    what: 'the shop serving its previous version',
    signal,
  });
  return { system, systems, shopUrl, alertUrl: inboxes.alertUrl, previous, next };
}

const isOpen = async (url: string): Promise<boolean> => (await fetch(url)).ok;
