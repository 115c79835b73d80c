import type { Prepared, RolloutOrder } from '../../domain/deployment-executor.js';
import { ExecutorError, named } from '../../domain/deployment-executor.js';
import { appliedOf } from '../applied-settings.js';
import type { LocalTarget } from './local-target.js';
import type { InstanceSet, TargetRecord } from './target-files.js';

/** The one artifact that the local executor runs on a target. @throws ExecutorError ARTIFACT_UNSUITABLE */
export function onlyArtifact({ plan }: RolloutOrder) {
  const [artifact, ...others] = plan.artifacts;
  if (artifact !== undefined && others.length === 0) return artifact;
  const fix = 'release one artifact per target, or deploy with the observed executor';
  throw new ExecutorError('ARTIFACT_UNSUITABLE', { artifacts: plan.artifacts.map(named).join(', '), fix });
}

/** @throws ExecutorError TARGET_BUSY during the rollout of another release */
export function refuseOthers({ candidate }: TargetRecord, { releaseId, plan }: RolloutOrder): void {
  if (candidate === undefined || candidate === releaseId) return;
  const fix = `finish the rollout of ${candidate}, or roll it back`;
  throw new ExecutorError('TARGET_BUSY', { target: plan.target, release: candidate, fix });
}

/**
 * The running set, if it is the one that the plan goes back to.
 * @throws ExecutorError TARGET_BUSY if it is another
 */
export function servesWhatWasBefore({ stable, sets }: TargetRecord, { releaseId, plan }: RolloutOrder): string {
  const artifact = stable === undefined ? undefined : sets[stable]?.artifact;
  if (artifact === undefined) return 'nothing serves there yet';
  const before = plan.previousArtifacts.some(({ digest }) => digest === artifact.digest);
  if (before || stable === releaseId) return named(artifact);
  const fix = 'name what serves there in previousArtifacts of the plan, so that a rollback restores it';
  throw new ExecutorError('TARGET_BUSY', { target: plan.target, serves: named(artifact), fix });
}

export async function prepare(target: LocalTarget, order: RolloutOrder): Promise<Prepared> {
  const { releaseId, plan } = order;
  const { candidate, stable } = target.record();
  refuseOthers(target.record(), order);
  if (stable === undefined && candidate === undefined) await startBefore(target, order);
  target.want(releaseId, onlyArtifact(order), plan.settings);
  if (stable !== releaseId && candidate === undefined) {
    target.change((record) => ({ ...record, candidate: releaseId, weight: 0 }));
  }
  await target.reconcile();
  const { instances = [] } = target.record().sets[releaseId] ?? {};
  const places = instances.map(({ port }, index) => `${releaseId}/${index + 1} at 127.0.0.1:${port}`);
  return { instances: places, settings: appliedOf(plan.settings) };
}

export async function shift(target: LocalTarget, order: RolloutOrder, weight: number): Promise<void> {
  if (isFinished(target, order)) return;
  target.change((record) => ({ ...record, weight }));
  await target.reconcile();
}

export async function finish(target: LocalTarget, order: RolloutOrder): Promise<void> {
  const { releaseId } = order;
  if (isFinished(target, order)) return;
  const { stable } = target.change((record) => ({ ...record, weight: 100 }));
  await target.reconcile();
  if (stable !== undefined) await target.retire(stable);
  target.change(({ stable: former, sets }) => ({
    stable: releaseId,
    ...(former === undefined ? {} : { former }),
    weight: 0,
    sets: onlyThese(sets, [releaseId, former]),
  }));
  await target.applyRoutes();
}

export async function rollBack(target: LocalTarget, order: RolloutOrder): Promise<void> {
  const { releaseId } = order;
  if (target.record().stable === releaseId) {
    // Opening it again would drop the rollout of another release.
    refuseOthers(target.record(), order);
    await reopen(target, order);
  }
  const { candidate, stable } = target.record();
  if (candidate !== releaseId) {
    if (stable === undefined) await startBefore(target, order);
    servesWhatWasBefore(target.record(), order);
    return;
  }
  // What is to take the traffic runs before the new instances lose it.
  if (stable !== undefined) await target.ensureInstances(stable);
  target.change((record) => ({ ...record, weight: 0, sets: unwanted(record.sets, releaseId) }));
  await target.reconcile();
  await target.retire(releaseId);
  target.change(({ candidate: _gone, sets, ...record }) => ({
    ...record,
    sets: onlyThese(sets, [record.stable, record.former]),
  }));
  await target.applyRoutes();
}

/** @throws ExecutorError NOT_PREPARED if the release is neither being rolled out nor running */
function isFinished(target: LocalTarget, { releaseId, plan }: RolloutOrder): boolean {
  const { candidate, stable } = target.record();
  if (stable === releaseId) return true;
  if (candidate === releaseId) return false;
  throw new ExecutorError('NOT_PREPARED', { target: plan.target, release: releaseId });
}

/** If nothing runs although the plan names a previous version, that version is started first. */
async function startBefore(target: LocalTarget, { releaseId, plan }: RolloutOrder): Promise<void> {
  const [previous] = plan.previousArtifacts;
  if (previous === undefined) return;
  const name = `before-${releaseId}`;
  target.want(name, previous, plan.settings);
  target.change((record) => ({ ...record, stable: name }));
  await target.reconcile();
}

/** Returns a finished rollout to its last phase: the previous version runs again, without traffic. */
async function reopen(target: LocalTarget, { releaseId, plan }: RolloutOrder): Promise<void> {
  const { former, sets } = target.record();
  const [previous] = plan.previousArtifacts;
  const kept = former === undefined ? undefined : sets[former];
  const known = former !== undefined && kept !== undefined && kept.artifact.digest === previous?.digest;
  const name = known ? former : `before-${releaseId}`;
  if (previous !== undefined) {
    target.want(name, previous, known ? kept.settings : plan.settings);
    await target.ensureInstances(name);
  }
  target.change(({ stable: _finished, former: _former, ...record }) => ({
    ...record,
    ...(previous === undefined ? {} : { stable: name }),
    candidate: releaseId,
    weight: 100,
  }));
}

type Sets = Readonly<Record<string, InstanceSet>>;

const onlyThese = (sets: Sets, names: readonly (string | undefined)[]): Record<string, InstanceSet> =>
  Object.fromEntries(Object.entries(sets).filter(([name]) => names.includes(name)));

function unwanted(sets: Sets, name: string): Record<string, InstanceSet> {
  const set = sets[name];
  return set === undefined ? { ...sets } : { ...sets, [name]: { ...set, wanted: false } };
}
