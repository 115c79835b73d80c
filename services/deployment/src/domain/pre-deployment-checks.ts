import {
  digestsOf,
  sameDigests,
  type Actor,
  type CheckResult,
  type ReleaseSummary,
  type Window,
} from '@slipway/contracts';
import type { DecisionContext } from '@slipway/decider';
import type { Planned } from './deployment.state.js';

export interface Freeze {
  readonly freezeId: string;
  readonly window: Window;
  readonly reason: string;
}

/** What the world is like at the moment when a rollout is to begin. */
export interface Circumstances {
  /** The release's approval as it stands; absent when there is none, or it has lapsed. */
  readonly approval?: { readonly approvers: readonly string[]; readonly digests: readonly string[] };
  /** Who is to deploy by the team of the release; absent while nobody is. */
  readonly deployer?: string;
  /** Freezes of the environment that were not lifted. */
  readonly freezes: readonly Freeze[];
  /** The freeze that the release's plan overrides with a reason. */
  readonly overriddenFreeze?: string;
  /** What the executor finds of itself and of the target. */
  readonly executor: readonly CheckResult[];
}

/** What must hold before anything is touched, each as a result that says what was seen. */
export function preDeploymentChecks(
  state: Planned,
  release: ReleaseSummary,
  circumstances: Circumstances,
  context: DecisionContext<Actor>,
): CheckResult[] {
  const { plan, paused, dryRun, rollbackReadiness } = state;
  const { now } = context;
  return [
    windowIsOpen(release.window, now),
    result('the release is not paused', !paused, paused ? 'it is: the start follows when it is resumed' : 'it goes on'),
    noFreeze(circumstances, now),
    agree('the plan deploys the artifacts of the release', digestsOf(plan.artifacts), digestsOf(release.artifacts)),
    approvalHolds(circumstances, release),
    nobodyWhoApprovedDeploys(circumstances, state, context),
    result('the dry run of this plan passed', dryRun === 'passed', `its last dry run: ${dryRun}`),
    result('the way back is confirmed', rollbackReadiness === 'confirmed', `rollback readiness: ${rollbackReadiness}`),
    ...circumstances.executor,
  ];
}

const result = (name: string, passed: boolean, observed: string): CheckResult => ({ name, passed, observed });

function agree(name: string, actual: readonly string[], wanted: readonly string[]): CheckResult {
  const same = sameDigests(actual, wanted);
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
  const held = agree(name, approval.digests, digestsOf(artifacts));
  return { ...held, observed: `by ${approval.approvers.join(', ')} for ${held.observed}` };
}

/** Planning asks only whether the team has the approver as its deployer by then; here is known who has a hand in it. */
function nobodyWhoApprovedDeploys(
  { approval, deployer }: Circumstances,
  { plannedBy }: Planned,
  { actor }: DecisionContext<Actor>,
): CheckResult {
  const hands = [
    { person: plannedBy, part: 'recorded the plan', fix: 'have another deployer record it' },
    { person: deployer, part: 'is the deployer of the team', fix: 'assign another one' },
    { person: actor.id, part: 'gave the start', fix: 'have another deployer give it' },
  ];
  const both = hands.filter(({ person = '' }) => approval?.approvers.includes(person) === true);
  const told =
    both.length === 0
      ? hands.map(({ person = 'nobody known', part }) => `${person} ${part}`)
      : both.map(({ person, part, fix }) => `${String(person)} approved and ${part}: ${fix}`);
  return result('nobody who approved deploys', both.length === 0, told.join('; '));
}
