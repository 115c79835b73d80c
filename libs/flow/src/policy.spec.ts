import { ReleasePolicy, ReleaseType } from '@slipway/contracts';
import { baseFlow, basePolicy, FlowPolicy, releasePolicy, RolloutPhases } from './index.js';

describe('the base policy', () => {
  it('is valid', () => {
    expect(FlowPolicy.parse(basePolicy)).toStrictEqual(basePolicy);
  });

  it('is the table of release types', () => {
    const { major, minor, patch, hotfix } = basePolicy.releaseTypes;
    expect([major, minor, patch, hotfix].map(({ phases }) => phases)).toEqual([
      [5, 25, 50, 100],
      [50, 100],
      [100],
      [100],
    ]);
    expect([major, minor, patch, hotfix].map(({ approvals }) => approvals.quorum)).toEqual([2, 1, 1, 1]);
    expect([major, minor, patch, hotfix].map(({ watch }) => watch)).toEqual(['P30D', 'P14D', 'P7D', 'P7D']);
    expect([major, minor, patch, hotfix].map((type) => type.rehearsalRequired)).toEqual([true, false, false, false]);
    expect([major, minor, patch, hotfix].map((type) => type.freezeOverride)).toEqual([false, false, false, true]);
    expect(hotfix.approvals.secondReviewWithin).toBe('PT24H');
  });
});

it.each([[[]], [[50]], [[50, 25, 100]], [[100, 100]], [[0, 100]], [[50, 150]]])('refuses the phases %j', (phases) => {
  expect(RolloutPhases.safeParse(phases).success).toBe(false);
});

describe('the policy that a release pins', () => {
  it('is that of its template and type', () => {
    const pinned = releasePolicy(baseFlow, 'hotfix');
    expect(ReleasePolicy.parse(pinned)).toEqual(pinned);
    expect(pinned).toMatchObject({
      strategy: 'emergency',
      phases: [100],
      rollback: 'required',
      freezeOverride: true,
      approvalQuorum: 1,
      secondReviewWithin: 'PT24H',
      audiences: ['stakeholders', 'operations', 'support', 'affected-users'],
      durations: { ...basePolicy.durations, bake: 'PT5M', watch: 'P7D', criticalIssue: 'PT4H' },
      thresholds: { uptime: 0.999, satisfaction: 0.9, acceptance: 0.9, coverage: 1 },
    });
  });

  it.each(ReleaseType.options)('is valid for a %s release', (type) => {
    expect(ReleasePolicy.safeParse(releasePolicy(baseFlow, type)).error).toBeUndefined();
  });

  it('has the durations that the release overrides, and the others of the template', () => {
    const { durations } = releasePolicy(baseFlow, 'minor', { watch: 'PT20S', bake: 'PT2S' });
    expect(durations).toEqual({
      ...basePolicy.durations,
      criticalIssue: 'PT4H',
      watch: 'PT20S',
      bake: 'PT2S',
    });
  });

  it('asks for a second review only where the type does', () => {
    expect(releasePolicy(baseFlow, 'major')).not.toHaveProperty('secondReviewWithin');
  });

  it('tells the audiences of the user communication that the template states', () => {
    const { major, minor } = baseFlow.releaseTypes;
    const template = { ...baseFlow, releaseTypes: { ...baseFlow.releaseTypes, minor: major } };
    expect(minor.userCommunication).toBe('moderate');
    expect(releasePolicy(template, 'minor').audiences).toContain('partners');
  });
});
