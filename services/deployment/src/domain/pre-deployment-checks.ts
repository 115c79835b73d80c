import type { CheckResult, DeploymentPlan, ReleaseSummary, Window } from '@slipway/contracts';
import type { DeploymentState } from './deployment.state.js';

export interface Freeze {
  readonly freezeId: string;
  readonly window: Window;
  readonly reason: string;
}

/** What the world is like at the moment when a rollout is to begin. */
export interface Circumstances {
  /** The release's approval as it stands; absent when there is none, or it has lapsed. */
  readonly approval?: { readonly approvers: readonly string[]; readonly digests: readonly string[] };
  /** Freezes of the environment that were not lifted. */
  readonly freezes: readonly Freeze[];
  /** The freeze that the release's plan overrides with a reason. */
  readonly overriddenFreeze?: string;
  /** What the executor finds of itself and of the target. */
  readonly executor: readonly CheckResult[];
}

/** What must hold before anything is touched, each as a result that says what was seen. */
export function preDeploymentChecks(
  { plan, dryRun, rollbackReadiness }: DeploymentState & { readonly plan: DeploymentPlan },
  release: ReleaseSummary,
  circumstances: Circumstances,
  now: string,
): CheckResult[] {
  return [
    windowIsOpen(release.window, now),
    noFreeze(circumstances, now),
    sameDigests(
      'the plan deploys the artifacts of the release',
      digestsOf(plan.artifacts),
      digestsOf(release.artifacts),
    ),
    approvalHolds(circumstances, release),
    result('the dry run of this plan passed', dryRun === 'passed', `its last dry run: ${dryRun}`),
    result('the way back is confirmed', rollbackReadiness === 'confirmed', `rollback readiness: ${rollbackReadiness}`),
    ...circumstances.executor,
  ];
}

const result = (name: string, passed: boolean, observed: string): CheckResult => ({ name, passed, observed });

const digestsOf = (artifacts: readonly { readonly digest: string }[]): string[] =>
  artifacts.map(({ digest }) => digest).sort();

function sameDigests(name: string, actual: readonly string[], wanted: readonly string[]): CheckResult {
  const same = actual.join() === wanted.join();
  return result(name, same, same ? actual.join(', ') : `${actual.join(', ')}; the release has ${wanted.join(', ')}`);
}

function windowIsOpen({ start, end }: Window, now: string): CheckResult {
  return result('the release window is open', start <= now && now <= end, `${now} in ${start} to ${end}`);
}

function noFreeze({ freezes, overriddenFreeze }: Circumstances, now: string): CheckResult {
  const name = 'no freeze stands in the way';
  const active = freezes.filter(({ window }) => window.start <= now && now <= window.end);
  const [standing] = active.filter(({ freezeId }) => freezeId !== overriddenFreeze);
  if (standing !== undefined) {
    const { freezeId, window, reason } = standing;
    return result(name, false, `${freezeId} until ${window.end}: ${reason}`);
  }
  return result(name, true, active.length === 0 ? 'none is on' : `${overriddenFreeze ?? ''} is overridden by the plan`);
}

function approvalHolds({ approval }: Circumstances, { artifacts }: ReleaseSummary): CheckResult {
  const name = 'the approval still holds for these artifacts';
  if (approval === undefined) return result(name, false, 'there is none, or it has lapsed');
  const held = sameDigests(name, [...approval.digests].sort(), digestsOf(artifacts));
  return { ...held, observed: `by ${approval.approvers.join(', ')} for ${held.observed}` };
}
