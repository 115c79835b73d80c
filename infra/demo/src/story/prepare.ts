import { untilMet, untilStep, type Cast } from './scene.js';

/** Steps 1 and 2: staffed, planned, approved with its plans, ready; then validated before the release. */
export async function prepare(cast: Cast): Promise<void> {
  const { people, releaseId } = cast;
  const planning = `/planning/v1/releases/${releaseId}`;
  await staff(cast);
  const notes = await people.ada.attach(releaseId, 'Release notes', `# Shop ${cast.version}\n\nFaster pages.\n`);
  const statement = 'release notes and manual are complete and approved';
  await people.ada.act(`${planning}/criteria/entry-4/attestations`, { statement, evidence: [notes] });
  await Promise.all([planDeployment(cast), configureMonitoring(cast), planChecks(cast)]);
  await people.ada.act(`${planning}/plan`);
  await people.grace.act(`${planning}/approvals`, { comment: 'reviewed the changes and the plan' });
  const prepared = [1, 2, 3, 4, 5].map((action) => `prepare-release.action-${String(action)}`);
  await untilMet(cast, ...prepared, 'entry-1', 'entry-2', 'entry-3', 'entry-4', 'entry-5', 'entry-6');
  await people.ada.act(`${planning}/readiness`);
  await untilStep(cast, 'prepare-release', 'done');
}

async function staff({ people, releaseId }: Cast): Promise<void> {
  const team = `/planning/v1/releases/${releaseId}/team`;
  const members = [
    ['release-manager', people.ada],
    ['deployer', people.linus],
    ['validator', people.katherine],
    ['support', people.margaret],
    ['sre', people.radia],
  ] as const;
  for (const [role, person] of members) {
    await people.ada.act(team, { role, person: person.name });
    await person.act(`${team}/acknowledgements`, { role });
  }
}

async function planDeployment({ people, releaseId, previous, shopUrl }: Cast): Promise<void> {
  const deployment = `/deployment/v1/releases/${releaseId}`;
  await people.linus.act(`${deployment}/plan`, {
    ...{ executor: 'local', target: 'shop', previousArtifacts: [previous] },
    smokeChecks: Array.from({ length: 10 }, (_, visit) => ({
      name: `start page, visit ${String(visit + 1)}`,
      url: `${shopUrl}/`,
      expect: { status: 200, bodyIncludes: 'shop' },
    })),
    settings: [{ name: 'GREETING', value: 'Hello', secret: false }],
    rollback: 'shift all traffic back to the instances of the previous artifact, then end the new ones',
  });
  const rehearsal = '# Rollback rehearsal\n\nTraffic went back to the previous version in 3 s, in staging.\n';
  const evidence = await people.linus.attach(releaseId, 'Rollback rehearsal', rehearsal);
  await people.linus.act(`${deployment}/rehearsals`, { evidence });
}

async function configureMonitoring({ people, releaseId, shopUrl, alertUrl }: Cast): Promise<void> {
  await people.radia.act(`/monitoring/v1/releases/${releaseId}/watch`, {
    targets: [
      { name: 'start page', check: { name: 'start page', url: `${shopUrl}/`, expect: { status: 200 } } },
      {
        ...{ name: 'orders', purpose: 'access', critical: false },
        check: { name: 'orders need a login', url: `${shopUrl}/orders`, expect: { status: 401 } },
      },
    ],
    levels: { availability: 0.999, p95: 500, p99: 1000 },
    alertUrl,
  });
}

async function planChecks({ people, releaseId, shopUrl, version }: Cast): Promise<void> {
  const check = (name: string, path: string, status: number, bodyIncludes?: string) => ({
    ...{ name, url: `${shopUrl}${path}` },
    expect: { status, ...(bodyIncludes === undefined ? {} : { bodyIncludes }) },
  });
  const login = { authorization: 'Bearer ${secret:SHOP_CUSTOMER}' };
  await people.katherine.act(`/validation/v1/releases/${releaseId}/check-plan`, {
    requiredSuites: ['unit', 'integration'],
    checks: {
      functionality: [check('the new version answers', '/', 200, version)],
      smoke: [check('start page', '/', 200), check('stock', '/stock', 200, 'books')],
      performance: [check('start page', '/', 200)],
      integration: [check('stock system', '/stock', 200, 'books')],
      access: [
        check('orders need a login', '/orders', 401),
        { ...check('a customer sees orders', '/orders', 200), headers: login },
      ],
    },
    performance: { requests: 100, p95: 500, p99: 1000, errorRate: 0.01 },
  });
}
