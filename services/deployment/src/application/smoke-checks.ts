import type { CheckResult, DeploymentPlan, HttpCheck } from '@slipway/contracts';
import { ask, type Outbound } from '@slipway/service-kit';
import type { RolloutOrder } from '../domain/deployment-executor.js';

/** The header by which an executor's door lets a check reach the instances of one release. */
const releaseHeader = 'slipway-release';

/** The smoke checks, each against the new instances if the executor can address them. */
export async function checksOfNew({ releaseId, plan }: RolloutOrder, outbound: Outbound): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of plan.smokeChecks) {
    results.push(await resultOf(check, outbound, { [releaseHeader]: releaseId }));
  }
  return results;
}

/** After a rollback: the restored version answers or, if there is none, the new version does not. */
export function checksOfRestored({ plan }: RolloutOrder, outbound: Outbound): Promise<CheckResult[]> {
  return plan.previousArtifacts.length > 0 ? checksOfOld(plan, outbound) : checksOfGone(plan, outbound);
}

/** By status only: the previous version can answer with other text. */
async function checksOfOld({ smokeChecks }: DeploymentPlan, outbound: Outbound): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of smokeChecks) {
    results.push(await resultOf({ ...check, expect: { status: check.expect.status } }, outbound));
  }
  return results;
}

/** The target of the local executor is then out of service; for an outside tool, it is unknown what runs instead. */
async function checksOfGone({ smokeChecks, executor }: DeploymentPlan, outbound: Outbound): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of smokeChecks) {
    const { passed: serves, observed } = await resultOf(check, outbound);
    const name = `${check.name}: the new version no longer serves`;
    results.push(
      executor === 'local'
        ? { name, passed: !serves, observed }
        : { name, passed: true, observed: `there is no previous version to verify; ${observed}` },
    );
  }
  return results;
}

async function resultOf(
  check: HttpCheck,
  outbound: Outbound,
  headers: Readonly<Record<string, string>> = {},
): Promise<CheckResult> {
  const { status: _status, ...result } = await ask(check, outbound, { headers });
  return result;
}
