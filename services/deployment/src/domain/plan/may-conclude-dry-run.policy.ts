import { pass, reject, sameContent } from '@slipway/decider';
import type { CommandOf } from '../deployment.commands.js';
import type { Planned } from '../deployment.state.js';
import { releaseHasNotEnded, rolloutHasNotBegun, type DeploymentRule } from '../lifecycle.policy.js';

type DryRunRule = DeploymentRule<CommandOf<'ConcludeDryRun'>, Planned>;

const planIsTheOneTried: DryRunRule = ({ plan: tried }, { plan }) =>
  sameContent(tried, plan) ? pass : reject('DRY_RUN_OUTDATED', { fix: 'have the plan tried that stands now' });

/** When a dry run counts, in the order in which people read the refusals. */
export const mayConcludeDryRun: readonly DryRunRule[] = [releaseHasNotEnded, rolloutHasNotBegun, planIsTheOneTried];
