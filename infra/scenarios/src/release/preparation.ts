import { demandDone } from '../system/answer.js';
import { built, environmentIsReady, reviewed } from './ci.js';
import type { Release } from './release.js';

const members = {
  'release-manager': 'ada',
  deployer: 'linus',
  validator: 'katherine',
  support: 'margaret',
  sre: 'radia',
} as const;

/** The review is complete: the release is known and its flow runs. */
export async function announce(release: Release): Promise<void> {
  await built(release);
  demandDone('[rv]', await reviewed(release));
  await release.until('the flow has started', async () => {
    const { status, approval } = await release.view();
    return status === 'running' && approval.status === 'requested' ? true : undefined;
  });
}

export async function approve(release: Release): Promise<void> {
  const approvers = release.is.type === 'major' ? ['grace', 'barbara'] : ['grace'];
  for (const who of approvers) await release.does(who, 'planning', 'approvals', { comment: 'reviewed' });
  await release.untilMet('entry-2');
}

export async function staff(release: Release): Promise<void> {
  for (const [role, person] of Object.entries(members)) {
    await release.does('ada', 'planning', 'team', { role, person });
    await release.does(person, 'planning', 'team/acknowledgements', { role });
  }
}

async function documentRelease(release: Release): Promise<void> {
  const statement = 'release notes and manual are complete and approved';
  const evidence = [await release.document('ada', 'Release notes')];
  await release.does('ada', 'planning', 'criteria/entry-4/attestations', { statement, evidence });
}

export const deploymentPlanOf = ({ app, is: { previous, product } }: Release) => ({
  ...{ executor: 'observed', target: product, previousArtifacts: previous?.artifacts ?? [] },
  smokeChecks: [{ name: 'start page', url: `${app.url}/`, expect: { status: 200 } }],
  ...{ settings: [], rollback: 'the outside tool shifts traffic back' },
});

export async function planDeployment(release: Release): Promise<void> {
  await release.does('linus', 'deployment', 'plan', deploymentPlanOf(release));
  const evidence = await release.document('linus', 'Rollback rehearsal');
  await release.does('linus', 'deployment', 'rehearsals', { evidence });
}

export const watchOf = ({ app, stage }: Release) => ({
  targets: [
    { name: 'start page', check: { name: 'start page', url: `${app.url}/`, expect: { status: 200 } } },
    {
      ...{ name: 'orders', purpose: 'access', critical: false },
      check: { name: 'orders need a login', url: `${app.url}/orders`, expect: { status: 401 } },
    },
  ],
  levels: { availability: 0.999, p95: 900, p99: 1000 },
  alertUrl: `${stage.world.url}/alerts`,
});

/** Milliseconds: a latency that a healthy application achieves on a busy machine. */
const quickEnough = { p95: 4000, p99: 4500 };

export const checkPlanOf = ({ app }: Release) => {
  const check = (path: string, status: number) => [{ name: path, url: app.url + path, expect: { status } }];
  return {
    requiredSuites: ['unit'],
    checks: {
      ...{ functionality: check('/', 200), smoke: check('/stock', 200), performance: check('/', 200) },
      ...{ integration: check('/partner', 200), access: check('/orders', 401) },
    },
    performance: { requests: 10, ...quickEnough, errorRate: 0.01 },
  };
};

/** Provides everything that is approved together with the release. */
export async function planEverything(release: Release): Promise<void> {
  await Promise.all([
    staff(release),
    documentRelease(release),
    planDeployment(release),
    release.does('radia', 'monitoring', 'watch', watchOf(release)),
    release.does('katherine', 'validation', 'check-plan', checkPlanOf(release)),
    environmentIsReady(release),
  ]);
  await release.does('ada', 'planning', 'plan');
}

/** Step 1. */
export async function prepare(release: Release): Promise<void> {
  await planEverything(release);
  await approve(release);
  await reportReadiness(release);
}

export async function reportReadiness(release: Release): Promise<void> {
  const actions = [1, 2, 3, 4, 5].map((action) => `prepare-release.action-${String(action)}`);
  const criteria = [1, 2, 3, 4, 5, 6].map((criterion) => `entry-${String(criterion)}`);
  await release.untilMet(...actions, ...criteria);
  await release.does('ada', 'planning', 'readiness');
  await release.untilStep('prepare-release', 'done');
}
