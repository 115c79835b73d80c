import {
  canonicalIdentity,
  digestsOf,
  sameDigests,
  type Actor,
  type CheckResult,
  type ReleaseSummary,
  type Window,
} from '@slipway/contracts';
import type { DecisionContext } from '@slipway/decider';
import type { Planned } from '../deployment.state.js';
import { evidenceHolds, gateHolds, letGo, type Proof } from './evidence-checks.js';
import { hatAgainstDeploying } from '../hats.policy.js';
import { matchesWhatRuns } from '../plan/may-plan.policy.js';
import { told, type Surroundings } from '../surroundings.js';

export interface Freeze {
  readonly freezeId: string;
  readonly window: Window;
  readonly reason: string;
}

/** What the world is like at the moment when a rollout is to begin. */
export interface Circumstances extends Surroundings {
  /** The release's approval as it stands; undefined when there is none, or it has lapsed. */
  readonly approval: { readonly approvers: readonly string[]; readonly digests: readonly string[] } | undefined;
  /** The deployer of the release's team; undefined while nobody is. */
  readonly deployer: string | undefined;
  readonly proof: Proof;
  /** Freezes of the environment that were not lifted. */
  readonly freezes: readonly Freeze[];
  /** The freezes that the release's plan overrides. */
  readonly overriddenFreezes: readonly string[];
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
  const { plan, paused, dryRun } = state;
  const { now } = context;
  return [
    windowIsOpen(release.window, now),
    result('the release is not paused', !paused, paused ? 'it is: the start follows when it is resumed' : 'it goes on'),
    noFreeze(circumstances, now),
    agree('the plan deploys the artifacts of the release', digestsOf(plan.artifacts), digestsOf(release.artifacts)),
    approvalHolds(circumstances, release),
    evidenceHolds(circumstances, release),
    gateHolds(circumstances, release),
    nobodyWhoApprovedDeploys(state, { circumstances, release, context }),
    result('the dry run of this plan passed', dryRun === 'passed', `its last dry run: ${dryRun}`),
    wayBackIsConfirmed(state, circumstances),
    goesBackToWhatRuns(state, circumstances),
    noOtherRollout(circumstances),
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

/** Every freeze that is on has to be overridden, not just one of them. */
function noFreeze({ freezes, overriddenFreezes, standing }: Circumstances, now: string): CheckResult {
  const name = 'no freeze stands in the way';
  const active = freezes.filter(({ window }) => window.start <= now && now <= window.end);
  const overridden = [...overriddenFreezes, ...standing.granted.freezes];
  const inTheWay = active.filter(({ freezeId }) => !overridden.includes(freezeId));
  if (inTheWay.length > 0) {
    const each = inTheWay.map(({ freezeId, window, reason }) => `${freezeId} until ${window.end}: ${reason}`);
    return result(name, false, each.join('; '));
  }
  const past = active.map(({ freezeId }) => freezeId).join(', ');
  return result(name, true, active.length === 0 ? 'none is on' : `${past}: overridden for this release`);
}

function approvalHolds({ approval }: Circumstances, { artifacts }: ReleaseSummary): CheckResult {
  const name = 'the approval still holds for these artifacts';
  if (approval === undefined) return result(name, false, 'there is none, or it has lapsed');
  const held = agree(name, approval.digests, digestsOf(artifacts));
  return { ...held, observed: `by ${approval.approvers.join(', ')} for ${held.observed}` };
}

/** Planning asks only whether the team has the approver as its deployer by then; here is known who has a hand in it. */
function nobodyWhoApprovedDeploys(
  { plannedBy }: Planned,
  {
    circumstances,
    release,
    context,
  }: { circumstances: Circumstances; release: ReleaseSummary; context: DecisionContext<Actor> },
): CheckResult {
  const { deployer, standing } = circumstances;
  const { actor } = context;
  const hands = [
    { person: plannedBy, part: 'recorded the plan', fix: 'have another deployer record it' },
    { person: deployer, part: 'is the deployer of the team', fix: 'assign another one' },
    { person: actor.id, part: 'gave the start', fix: 'have another deployer give it' },
  ];
  const conflicts = hands.flatMap(({ person, part, fix }) => {
    const other = person === undefined ? undefined : hatAgainstDeploying(release, standing, canonicalIdentity(person));
    return other === undefined ? [] : [`${String(person)} is ${other} and ${part}: ${fix}`];
  });
  const hold = hands.map(({ person = 'nobody known', part }) => `${person} ${part}`);
  return result(
    'nobody deploys whose other hat excludes it',
    conflicts.length === 0,
    (conflicts.length === 0 ? hold : conflicts).join('; '),
  );
}

function wayBackIsConfirmed({ rollbackReadiness }: Planned, { standing }: Circumstances): CheckResult {
  const name = 'the way back is confirmed';
  const item = rollbackReadiness === 'confirmed' ? undefined : letGo(standing, 'way back');
  if (item !== undefined) return result(name, true, `rollback readiness: ${rollbackReadiness}; ${item} was let go`);
  return result(name, rollbackReadiness === 'confirmed', `rollback readiness: ${rollbackReadiness}`);
}

/** Another release may have been deployed there since the plan was recorded. */
function goesBackToWhatRuns({ plan }: Planned, { place: { running } }: Circumstances): CheckResult {
  const name = 'what the plan goes back to is what runs there';
  if (running.length === 0) return result(name, true, 'nothing is known to run there: the word of the plan stands');
  const same = matchesWhatRuns(digestsOf(plan.previousArtifacts), plan.artifacts, running);
  const fix = 'record the plan with it in previousArtifacts';
  return result(name, same, same ? told(running) : `there runs ${told(running)}: ${fix}`);
}

function noOtherRollout({ place: { rollouts } }: Circumstances): CheckResult {
  const name = 'no other rollout of the product or to the target is under way';
  const fix = 'wait until it has ended, or roll it back; then give the start again';
  return result(name, rollouts.length === 0, rollouts.length === 0 ? 'none is' : `${rollouts.join(', ')}: ${fix}`);
}
