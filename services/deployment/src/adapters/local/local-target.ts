import { setTimeout as delay } from 'node:timers/promises';
import type { ArtifactReference, Setting } from '@slipway/contracts';
import { ExecutorError, named } from '../../domain/deployment-executor.js';
import { valuesOf } from '../applied-settings.js';
import type { ArtifactStore } from './artifact-store.js';
import { endProcesses } from './end-processes.js';
import { becomesReady, startInstance } from './instances.js';
import { isAlive } from './process-identity.js';
import type { ProxyClient } from './proxy-client.js';
import type { Instance, InstanceSet, TargetFiles, TargetRecord } from './target-files.js';

export interface LocalTargetParts {
  readonly target: string;
  readonly files: TargetFiles;
  readonly proxy: ProxyClient;
  readonly artifacts: ArtifactStore;
  readonly secrets: (lookup: string) => string | undefined;
  readonly drainSeconds: number;
}

/** How often an instance may end before it is ready until it is given up. */
const startAttempts = 3;
const endPatience = 10_000;
const drainLookEvery = 50;

/**
 * One target: its proxy, its instance sets, and the record of both. The record is written before the work is done, so
 * that every operation can be interrupted anywhere and called again.
 */
export class LocalTarget {
  constructor(private readonly parts: LocalTargetParts) {}

  record(): TargetRecord {
    return this.parts.files.read();
  }

  /** Changes the record, on disk, at once. */
  change(change: (record: TargetRecord) => TargetRecord): TargetRecord {
    const changed = change(this.record());
    this.parts.files.write(changed);
    return changed;
  }

  /** Records a set that should run; a recorded set with that name stays as it is, but should run again. */
  want(name: string, artifact: ArtifactReference, settings: readonly Setting[]): void {
    this.change((record) => {
      const fresh: InstanceSet = { artifact, settings: [...settings], wanted: true, instances: [] };
      const known = record.sets[name];
      const set = known?.artifact.digest === artifact.digest ? { ...known, wanted: true } : fresh;
      return { ...record, sets: { ...record.sets, [name]: set } };
    });
  }

  /**
   * Starts everything that should run and routes traffic as the record states.
   * @throws ExecutorError
   */
  async reconcile(): Promise<void> {
    await this.parts.proxy.ensure();
    const before = this.record();
    if (Object.keys(before.sets).length === 0) return;
    const failures: unknown[] = [];
    if (!(await this.allRun())) {
      // First, no more requests go to instances that have ended; then their successors start. One set that fails does
      // not block the others.
      await this.applyRoutes();
      for (const [name, { wanted }] of Object.entries(before.sets)) {
        if (wanted) await this.ensureInstances(name).catch((error: unknown) => failures.push(error));
      }
    }
    await this.applyRoutes();
    if (failures.length > 0) throw failures[0];
  }

  /** Whether every instance that is to run does; looks at processes only. */
  async allRun(): Promise<boolean> {
    const wanted = Object.values(this.record().sets).filter((set) => set.wanted);
    for (const { artifact, instances } of wanted) {
      const { manifest } = await this.parts.artifacts.unpacked(artifact);
      if (instances.length < manifest.instances || !instances.every(isAlive)) return false;
    }
    return this.parts.proxy.isRunning();
  }

  /** Resolves when the proxy does what the record states. */
  async applyRoutes(): Promise<void> {
    const routes = Object.entries(this.record().sets).map(([name, { instances }]) => ({
      name,
      weight: this.weightOf(name),
      ports: instances.filter(isAlive).map(({ port }) => port),
    }));
    await this.parts.proxy.route(routes.filter(({ ports }) => ports.length > 0));
  }

  /** As many instances of the set as its artifact asks for run and are ready. @throws ExecutorError INSTANCE_NOT_READY */
  async ensureInstances(name: string): Promise<void> {
    const set = this.set(name);
    const artifact = await this.parts.artifacts.unpacked(set.artifact);
    const settings = valuesOf(set.settings, this.parts.secrets);
    const logFile = this.parts.files.log(name);
    const { instances: wanted, ready, readyWithin } = artifact.manifest;
    for (let attempt = 1; attempt <= startAttempts; attempt++) {
      this.forgetEnded(name);
      for (let count = this.set(name).instances.length; count < wanted; count++) {
        const instance = await startInstance({ name, artifact, settings, logFile });
        this.changeSet(name, (current) => ({ ...current, instances: [...current.instances, instance] }));
      }
      const unready = await this.notReady(name, ready, readyWithin * 1000);
      if (unready.length === 0) return;
      const hopeless = unready.some(isAlive);
      await endProcesses(unready, endPatience);
      // One that ran and was not ready in time will not be so by starting it again.
      if (hopeless) break;
    }
    this.forgetEnded(name);
    const why = `not every instance answered 2xx at ${ready} within ${readyWithin} s`;
    const fix = `look into ${name}.log of the target, and at "ready" in slipway.json`;
    throw new ExecutorError('INSTANCE_NOT_READY', { release: name, artifact: named(set.artifact), why, fix });
  }

  private async notReady(name: string, ready: string, within: number): Promise<Instance[]> {
    const { instances } = this.set(name);
    const readiness = await Promise.all(instances.map((each) => becomesReady(each, ready, within)));
    return instances.filter((_, index) => readiness[index] !== true);
  }

  /** Ends a set without traffic, once it has answered its open requests, and forgets its instances. */
  async retire(name: string): Promise<void> {
    if (this.record().sets[name] === undefined) return;
    this.changeSet(name, (set) => ({ ...set, wanted: false }));
    await this.drained(name);
    await endProcesses(this.set(name).instances, endPatience);
    this.changeSet(name, (set) => ({ ...set, instances: [] }));
  }

  /** Percentage of the traffic: where nothing serves beside it, a candidate that takes any takes all. */
  private weightOf(name: string): number {
    const { stable, candidate, weight } = this.record();
    if (name === candidate) return stable === undefined && weight > 0 ? 100 : weight;
    return name === stable ? 100 - (candidate === undefined ? 0 : weight) : 0;
  }

  private async drained(name: string): Promise<void> {
    const end = Date.now() + this.parts.drainSeconds * 1000;
    while (Date.now() < end && this.set(name).instances.some(isAlive)) {
      const { underWay } = await this.parts.proxy.state();
      if ((underWay[name] ?? 0) === 0) return;
      await delay(drainLookEvery);
    }
  }

  private set(name: string): InstanceSet {
    const set = this.record().sets[name];
    if (set === undefined) throw new ExecutorError('NOT_PREPARED', { target: this.parts.target, release: name });
    return set;
  }

  private changeSet(name: string, change: (set: InstanceSet) => InstanceSet): void {
    const changed = change(this.set(name));
    this.change((record) => ({ ...record, sets: { ...record.sets, [name]: changed } }));
  }

  private forgetEnded(name: string): void {
    this.changeSet(name, (set) => ({ ...set, instances: set.instances.filter(isAlive) }));
  }
}
