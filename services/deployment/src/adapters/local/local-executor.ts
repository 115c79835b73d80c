import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { ArtifactReference, CheckResult } from '@slipway/contracts';
import type { Outbound } from '@slipway/service-kit';
import pLimit, { type LimitFunction } from 'p-limit';
import {
  ExecutorError,
  named,
  wordsOf,
  type DeploymentExecutor,
  type Prepared,
  type Progress,
  type RolloutOrder,
} from '../../domain/deployment-executor.js';
import { valuesOf } from '../applied-settings.js';
import { ArtifactStore } from './artifact-store.js';
import { finish, onlyArtifact, prepare, refuseOthers, rollBack, servesWhatWasBefore, shift } from './local-rollout.js';
import type { LocalSettings } from './local-settings.js';
import { LocalTarget } from './local-target.js';
import { ProxyClient } from './proxy-client.js';
import { TargetFiles } from './target-files.js';

interface Place {
  readonly target: LocalTarget;
  /** One operation at a time on a target. */
  readonly alone: LimitFunction;
}

/**
 * Deploys on this machine: artifacts as processes behind one proxy per target, which shares the traffic. Processes and
 * proxies outlive this one; the work folder records them, so that a restarted service finds them.
 */
export class LocalExecutor implements DeploymentExecutor {
  private readonly artifacts: ArtifactStore;
  private readonly places = new Map<string, Place>();

  constructor(
    private readonly settings: LocalSettings,
    outbound: Outbound,
  ) {
    mkdirSync(settings.workFolder, { recursive: true, mode: 0o700 });
    this.artifacts = new ArtifactStore(path.join(settings.workFolder, 'artifacts'), outbound);
  }

  get targets(): readonly string[] {
    return Object.keys(this.settings.targets);
  }

  async dryRun(order: RolloutOrder): Promise<readonly CheckResult[]> {
    const { target, artifacts, previousArtifacts, settings } = order.plan;
    return [
      await outcomeOf('the target is configured', () => `port ${this.portOf(target)}`),
      await outcomeOf('the plan has one artifact', () => named(onlyArtifact(order))),
      ...(await Promise.all([
        ...artifacts.map((artifact) => this.artifactCheck('the new artifact', artifact)),
        ...previousArtifacts.map((artifact) => this.artifactCheck('the artifact to go back to', artifact)),
      ])),
      await outcomeOf('every setting is found', () => {
        valuesOf(settings, this.settings.secrets);
        return settings.length === 0 ? 'there is none' : settings.map(({ name }) => name).join(', ');
      }),
    ];
  }

  async check(order: RolloutOrder): Promise<readonly CheckResult[]> {
    const { target: name } = order.plan;
    return [
      await outcomeOf('the target answers at its stable address', () =>
        this.at(name, async (target) => {
          await target.reconcile();
          return `port ${this.portOf(name)}`;
        }),
      ),
      await outcomeOf('no other rollout is under way there', () => {
        refuseOthers(this.place(name).target.record(), order);
        return 'none';
      }),
      await outcomeOf('the target serves what the plan goes back to', () =>
        servesWhatWasBefore(this.place(name).target.record(), order),
      ),
    ];
  }

  prepare(order: RolloutOrder): Promise<Prepared> {
    return this.at(order.plan.target, (target) => prepare(target, order));
  }

  shift(order: RolloutOrder, weight: number): Promise<Progress> {
    return this.done(order, (target) => shift(target, order, weight));
  }

  finish(order: RolloutOrder): Promise<Progress> {
    return this.done(order, (target) => finish(target, order));
  }

  rollBack(order: RolloutOrder): Promise<Progress> {
    return this.done(order, (target) => rollBack(target, order));
  }

  /** Everything that is to run on the target does; its initial artifact is started where nothing ever ran. */
  keep(name: string): Promise<void> {
    return this.at(name, async (target) => {
      const { initial } = this.settings.targets[name] ?? {};
      const { stable, candidate, sets } = target.record();
      if (initial !== undefined && stable === undefined && candidate === undefined && Object.keys(sets).length === 0) {
        target.want('initial', initial, []);
        target.change((record) => ({ ...record, stable: 'initial' }));
      }
      if (!(await target.allRun())) await target.reconcile();
    });
  }

  /** What serves on the target now, or is to serve there first; undefined when that is nothing. */
  serving(name: string): ArtifactReference | undefined {
    if (!this.targets.includes(name)) return undefined;
    const { stable, sets } = this.place(name).target.record();
    return stable === undefined ? this.settings.targets[name]?.initial : sets[stable]?.artifact;
  }

  private artifactCheck(what: string, artifact: ArtifactReference): Promise<CheckResult> {
    return outcomeOf(`${what} can be fetched and is what it should be`, async () => {
      const { manifest } = await this.artifacts.unpacked(artifact);
      return `${named(artifact)}: ${manifest.start.join(' ')}, ${manifest.instances} instances`;
    });
  }

  private async done({ plan }: RolloutOrder, work: (target: LocalTarget) => Promise<void>): Promise<Progress> {
    await this.at(plan.target, work);
    return 'done';
  }

  private async at<Result>(name: string, work: (target: LocalTarget) => Promise<Result>): Promise<Result> {
    const { target, alone } = this.place(name);
    return await alone(() => work(target));
  }

  private place(name: string): Place {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    const { workFolder, secrets, drainSeconds, proxyCommand: command } = this.settings;
    const port = this.portOf(name);
    const files = new TargetFiles(path.join(workFolder, 'targets', name));
    const proxy = new ProxyClient({ target: name, port, files, command });
    const target = new LocalTarget({ target: name, files, proxy, artifacts: this.artifacts, secrets, drainSeconds });
    const place = { target, alone: pLimit(1) };
    this.places.set(name, place);
    return place;
  }

  private portOf(target: string): number {
    const settings = Object.hasOwn(this.settings.targets, target) ? this.settings.targets[target] : undefined;
    if (settings !== undefined) return settings.port;
    const fix = `add it to DEPLOYMENT_TARGETS, which has ${this.targets.join(', ') || 'none'}`;
    throw new ExecutorError('TARGET_UNKNOWN', { target, fix });
  }
}

/** What an executor finds wrong is a check that failed, in its own words. */
async function outcomeOf(name: string, look: () => string | Promise<string>): Promise<CheckResult> {
  try {
    return { name, passed: true, observed: await look() };
  } catch (error) {
    if (error instanceof ExecutorError) return { name, passed: false, observed: wordsOf(error) };
    throw error;
  }
}
