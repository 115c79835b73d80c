import { pass, reject } from '@slipway/decider';
import type { CommandOf } from '../deployment.commands.js';
import { isPlanned, isRollingBack, type DeploymentState } from '../deployment.state.js';
import { hasEnded, type DeploymentRule } from '../lifecycle.policy.js';
import { newerThere, told, type Place } from '../surroundings.js';

type Command = CommandOf<'RollBack'> | CommandOf<'Abort'>;
type RollbackRule = DeploymentRule<Command>;

/** Statuses in which a release that has ended may still have something to take back. */
const openAfterTheEnd: readonly DeploymentState['status'][] = [
  'succeeded',
  'rolling-back',
  'rollback-failed',
  'environment-rolling-back',
  'environment-rollback-failed',
];

/** What the flow orders, it orders before the end. After it only what still runs, or was taken back in vain, can be rolled back. */
const hasSomethingToTakeBack: RollbackRule = ({ releaseId, surroundings, fact }, { status }) => {
  if (fact !== undefined || !surroundings.standing.ended || openAfterTheEnd.includes(status)) return pass;
  if (status !== 'environment-rolled-back') return hasEnded(releaseId, { deployment: status });
  return reject('ALREADY_ROLLED_BACK', { releaseId, fix: 'the environment has gone back; propose another release' });
};

const isWhatRunsThere: RollbackRule = ({ releaseId, surroundings }, state) => {
  const displacing = displacedBy(surroundings.place, releaseId, state);
  if (displacing === undefined) return pass;
  const [newest] = displacing;
  return reject('NOT_RUNNING_ANY_MORE', {
    releaseId,
    runs: told(surroundings.place.running) || 'nothing that Slipway knows of',
    fix:
      newest === undefined
        ? 'look at what runs in the environment; there is nothing of this release to roll back'
        : `roll back what was deployed after it first: POST /deployment/v1/releases/${newest}/rollback`,
  });
};

const noOtherRolloutIsUnderWay: RollbackRule = ({ surroundings }, state) => {
  const [other] = surroundings.place.rollouts;
  return other === undefined || !wasDeployed(state)
    ? pass
    : reject('ROLLOUT_UNDER_WAY', {
        rollout: other,
        fix: `wait for the rollout of ${other}, or roll that back first: POST /deployment/v1/releases/${other}/rollback`,
      });
};

/** The flow waits for the end of a rollback that it asked for, also where nothing was touched. */
const somethingIsDeployed: RollbackRule = ({ fact }, { status }) => {
  const nothing = (fix: string) => reject('NOTHING_TO_ROLL_BACK', { deployment: status, fix });
  if (status === 'cancelled' || status === 'environment-rolled-back') return nothing('propose another release instead');
  const untouched = status === 'unplanned' || status === 'planned';
  return untouched && fact === undefined ? nothing('abort the release instead') : pass;
};

/** When something may be rolled back, in the order in which people read the refusals. */
export const mayRollBack: readonly RollbackRule[] = [
  hasSomethingToTakeBack,
  isWhatRunsThere,
  noOtherRolloutIsUnderWay,
  somethingIsDeployed,
];

type ReportRule = DeploymentRule<CommandOf<'ReportRolledBack' | 'ReportRollbackFailure'>>;

const rollbackIsUnderWay: ReportRule = (_, state) =>
  state.status === 'rolling-back' || (isRollingBack(state) && isPlanned(state))
    ? pass
    : reject('NOT_ROLLING_BACK', { status: state.status, fix: 'report the end of a rollback while it is under way' });

/** When the end of a rollback may be reported. */
export const mayReportRollback: readonly ReportRule[] = [rollbackIsUnderWay];

/** Whether a rollback would touch what was deployed before, rather than a rollout that is still its own. */
const wasDeployed = ({ status }: DeploymentState): boolean =>
  ['succeeded', 'failed', 'rollback-failed', 'environment-rollback-failed'].includes(status);

/** The releases that have taken the place of a deployed one: none of them when it is simply gone; undefined when it still runs. */
export function displacedBy(place: Place, releaseId: string, state: DeploymentState): readonly string[] | undefined {
  if (!wasDeployed(state)) return undefined;
  const newer = state.startedAt === undefined ? [] : newerThere(place, releaseId, state.startedAt);
  if (newer.length > 0) return newer;
  const others = place.running.flatMap((each) => each.releaseId ?? []);
  return state.live && !others.includes(releaseId) ? [...new Set(others)] : undefined;
}
