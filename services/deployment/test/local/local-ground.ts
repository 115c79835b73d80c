import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DeploymentPlan, type ArtifactReference } from '@slipway/contracts';
import { Outbound, readOutboundSettings } from '@slipway/service-kit';
import getPort from 'get-port';
import { endProcesses } from '../../src/adapters/local/end-processes.js';
import { LocalExecutor } from '../../src/adapters/local/local-executor.js';
import type { LocalSettings, LocalTargetSettings } from '../../src/adapters/local/local-settings.js';
import { readInstances, readProxy } from '../../src/adapters/local/proxy/proxy-files.js';
import type { RolloutOrder } from '../../src/domain/deployment-executor.js';
import { sampleArtifact, type Sample } from './sample-artifact.js';

const hooks = path.join(import.meta.dirname, 'typescript-hooks.mjs');
const proxyMain = path.join(import.meta.dirname, '../../src/adapters/local/proxy/main.ts');

/** How to run the proxy from its sources. */
export const proxyCommand = [process.execPath, '--no-warnings', '--import', hooks, proxyMain] as const;

export interface Seen {
  readonly version: string;
  readonly release: string;
  readonly greeting?: string;
  readonly leaked?: string;
  readonly pid: number;
}

/** A machine to deploy on: a work folder, a port, and someone who owns the system. */
export class LocalGround {
  readonly outbound: Outbound;

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly owner: ChildProcess,
  ) {
    this.outbound = new Outbound(readOutboundSettings({ OUTBOUND_FILE_ROOTS: `${folder},/nowhere` }));
  }

  static async make(): Promise<LocalGround> {
    const folder = await mkdtemp(path.join(tmpdir(), 'slipway-deployment-'));
    const owner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    process.env['SLIPWAY_SUPERVISOR_PID'] = String(owner.pid);
    return new LocalGround(folder, await getPort({ host: '127.0.0.1' }), owner);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get targetFolder(): string {
    return path.join(this.folder, 'work', 'targets', 'shop');
  }

  /** Each call is a service that has just started: it knows nothing but what is on the disk. */
  executor(target: Partial<LocalTargetSettings> = {}): LocalExecutor {
    return new LocalExecutor(this.settings(target), this.outbound);
  }

  settings(target: Partial<LocalTargetSettings> = {}): LocalSettings {
    return {
      workFolder: path.join(this.folder, 'work'),
      targets: { shop: { port: this.port, ...target } },
      drainSeconds: 10,
      secrets: (lookup) => (lookup === 'greeting' ? 'a secret' : undefined),
      proxyCommand: [...proxyCommand],
    };
  }

  artifact(sample: Sample): Promise<ArtifactReference> {
    return sampleArtifact(this.folder, sample);
  }

  order(
    artifact: ArtifactReference,
    previous: ArtifactReference[] = [],
    more: Partial<DeploymentPlan> = {},
  ): RolloutOrder {
    const plan = DeploymentPlan.parse({
      executor: 'local',
      target: 'shop',
      environment: 'production',
      artifacts: [artifact],
      previousArtifacts: previous,
      phases: [50, 100],
      bake: 'PT1S',
      smokeChecks: [],
      settings: [],
      rollback: 'back to what was',
      ...more,
    });
    const version = /shop-(.*)\.tgz$/.exec(artifact.uri)?.[1] ?? '0';
    return { releaseId: `shop-${version}`, plan };
  }

  async ask(at = '/', headers: Record<string, string> = {}): Promise<Seen> {
    const response = await fetch(`${this.url}${at}`, { headers });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return (await response.json()) as Seen;
  }

  /** How many of so many requests each version answered. */
  async share(requests = 20): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (let n = 0; n < requests; n++) {
      const { version } = await this.ask();
      counts[version] = (counts[version] ?? 0) + 1;
    }
    return counts;
  }

  instances(): readonly { pid: number; startedAt: string }[] {
    return readInstances(this.targetFolder) ?? [];
  }

  proxy() {
    return readProxy(this.targetFolder);
  }

  /** As if the process that started the system were killed. */
  killOwner(): void {
    this.owner.kill('SIGKILL');
  }

  async clear(): Promise<void> {
    this.killOwner();
    const proxy = this.proxy();
    await endProcesses([...this.instances(), ...(proxy === undefined ? [] : [proxy])], 3000);
    await this.outbound.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
