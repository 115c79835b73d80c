import {
  DeploymentCancelled,
  DeploymentFactRefused,
  PreDeploymentChecksFailed,
  StepStarted,
  type Actor,
  type ReleaseSummary,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { DeploymentCommand } from '../deployment.commands.js';
import { deployment } from '../deployment.decider.js';
import * as the from '../deployment.fixtures.js';

const { releaseId, release, now } = the;
const linus: Actor = { id: 'linus', kind: 'person', roles: ['deployer'] };
const byTheFlow: Actor = { id: 'deployment', kind: 'service', roles: [] };
const { given } = specificationFor(deployment, { now, actor: linus }, expect);

const fact = { eventId: '0b8a7b0e-57a5-5d8c-9f5e-7a8d8f1b2c3d', type: StepStarted.type };
const start = (changes: Partial<typeof the.circumstances> = {}, of: ReleaseSummary = release): DeploymentCommand => ({
  type: 'Start',
  releaseId,
  release: of,
  circumstances: { ...the.circumstances, ...changes },
  fact,
});
const again: DeploymentCommand = { type: 'Start', releaseId, release, circumstances: the.circumstances };
const ready = [the.planned(), the.dryRunPassed, the.rollbackReady];
const cancelled = DeploymentCancelled.of({ releaseId, reason: 'withdrawn' });

describe('a start', () => {
  const failingOf = (command: DeploymentCommand, history = ready) => {
    const [event] = given(...history)
      .when(command, { actor: byTheFlow })
      .events();
    return (event as PreDeploymentChecksFailed).data.checks.filter(({ passed }) => !passed).map(({ name }) => name);
  };

  it('begins the first phase when every check passes', () => {
    const [checks, begun, phase] = given(...ready)
      .when(start())
      .events();
    expect([checks?.type, begun?.type]).toEqual([
      'dev.slipway.deployment.pre-deployment-checks-passed.v1',
      'dev.slipway.deployment.started.v1',
    ]);
    expect(phase).toEqual(the.phaseStarted(1, 50));
  });

  it('needs the release window', () => {
    const window = { start: '2026-11-24T11:00:00.000Z', end: '2026-11-24T15:00:00.000Z' };
    expect(failingOf(start({}, { ...release, window }))).toEqual(['the release window is open']);
  });

  it('needs an approval that holds for these artifacts', () => {
    expect(failingOf(start({ approval: undefined }))).toEqual(['the approval still holds for these artifacts']);
    const approval = { approvers: ['grace'], digests: [the.oldArtifact.digest] };
    expect(failingOf(start({ approval }))).toEqual(['the approval still holds for these artifacts']);
  });

  it('needs as many approvals as the release does', () => {
    const two = { ...release, policy: { ...release.policy, approvalQuorum: 2 } };
    const holds = 'the approval still holds for these artifacts';
    expect(failingOf(start({}, two))).toEqual([holds]);
    const approval = { approvers: ['grace', 'barbara'], digests: [the.newArtifact.digest] };
    const [first] = given(...ready)
      .when(start({ approval }, two))
      .events();
    expect(first?.type).toBe('dev.slipway.deployment.pre-deployment-checks-passed.v1');
  });

  it('needs every entry criterion as it was when the flow ordered it', () => {
    const withdrawnCriteria = [{ text: 'Environment prepared', reason: 'taken back: it was deleted' }];
    expect(failingOf(start({ withdrawnCriteria }))).toEqual(['the entry criteria still hold']);
  });

  describe('by nobody who approved', () => {
    const by = (approver: string) => ({
      standing: { ...the.standing, hats: { ...the.standing.hats, approver: ['grace', approver] } },
    });
    const observedOf = (command: DeploymentCommand, history = ready) => {
      const [event] = given(...history)
        .when(command, { actor: byTheFlow })
        .events();
      const { checks } = (event as PreDeploymentChecksFailed).data;
      return checks.find(({ name }) => name === 'nobody deploys whose other hat excludes it');
    };

    it('tells who deploys', () => {
      expect(observedOf(start({ deployer: 'hedy' }))).toMatchObject({
        passed: true,
        observed: 'linus recorded the plan; hedy is the deployer of the team; deployment started the deployment',
      });
    });

    it('refuses the one who recorded the plan', () => {
      expect(failingOf(start(by('linus')))).toEqual(['nobody deploys whose other hat excludes it']);
      expect(observedOf(start(by('linus')))?.observed).toBe(
        'linus is approver and recorded the plan: have another deployer record it',
      );
      const replaced = [the.planned(), the.planned({}, 'hedy'), the.dryRunPassed, the.rollbackReady];
      expect(failingOf(start(by('linus')), replaced)).toEqual([]);
    });

    it('refuses the deployer of the team', () => {
      expect(observedOf(start({ ...by('hedy'), deployer: 'Hedy' }))).toMatchObject({
        passed: false,
        observed: 'Hedy is approver and is the deployer of the team: assign another one',
      });
    });

    it('refuses the one who gives the start, at once', () => {
      const circumstances = { ...the.circumstances, ...by('hedy') };
      given(...ready, the.checksFailed)
        .when({ type: 'Start', releaseId, release, circumstances }, { actor: { ...linus, id: 'hedy' } })
        .thenRejected('APPROVER_CANNOT_DEPLOY', { approver: 'hedy', fix: 'have another deployer start it' });
    });
  });

  it('needs a plan for the artifacts of the release', () => {
    const artifacts = [the.artifact('1.1.1', 'c')];
    expect(failingOf(start({}, { ...release, artifacts }))).toContain('the plan deploys the artifacts of the release');
  });

  it('is kept back by every freeze that is on, until each is overridden', () => {
    const freezes = ['sale', 'audit'].map((freezeId) => ({ freezeId, window: release.window, reason: freezeId }));
    const granted = { ...the.standing.granted, freezes: ['audit'] };
    const standing = { ...the.standing, granted };
    expect(failingOf(start({ freezes }))).toEqual(['no freeze stands in the way']);
    expect(failingOf(start({ freezes, overriddenFreezes: ['sale'] }))).toEqual(['no freeze stands in the way']);
    expect(failingOf(start({ freezes, standing }))).toEqual(['no freeze stands in the way']);
    expect(
      given(...ready)
        .when(start({ freezes, overriddenFreezes: ['sale'], standing }))
        .events(),
    ).toHaveLength(3);
  });

  describe('asks again', () => {
    const finding = { holds: false, digests: [the.newArtifact.digest], reason: 'lost: unit failed' };
    const none = { evidence: undefined, gate: undefined };

    it('whether the CI evidence and the pre-release gate still hold for these artifacts', () => {
      expect(failingOf(start({ proof: { ...none, evidence: finding } }))).toEqual([
        'the CI evidence still holds for these artifacts',
      ]);
      expect(failingOf(start({ proof: { ...none, gate: finding } }))).toEqual([
        'the pre-release gate still holds for these artifacts',
      ]);
      const elsewhere = { ...finding, digests: [the.oldArtifact.digest] };
      expect(
        given(...ready)
          .when(start({ proof: { ...none, evidence: elsewhere } }))
          .events(),
      ).toHaveLength(3);
    });

    it('unless an exception lets go what rests on them', () => {
      const granted = { ...the.standing.granted, items: ['entry-3'] };
      const standing = { ...the.standing, granted };
      expect(
        given(...ready)
          .when(start({ proof: { ...none, evidence: finding }, standing }))
          .events(),
      ).toHaveLength(3);
      expect(failingOf(start({ proof: { ...none, gate: finding }, standing }))).toHaveLength(1);
    });

    it('whether what the plan goes back to still runs there', () => {
      const running = [{ artifact: the.artifact('1.0.1', 'c'), releaseId: 'shop-1.0.1', since: now }];
      expect(failingOf(start({ place: { ...the.place, running } }))).toEqual([
        'what the plan goes back to is what runs there',
      ]);
    });

    it('whether another rollout is under way there', () => {
      expect(failingOf(start({ place: { ...the.place, rollouts: ['shop-1.0.1'] } }))).toEqual([
        'no other rollout of the product or to the target is under way',
      ]);
    });
  });

  it('that fails shows to those who have to act what it failed by, until it passes', () => {
    const failing = given(...ready).when(start({ approval: undefined }));
    expect(failing.state().failedChecks).toEqual([
      {
        name: 'the approval still holds for these artifacts',
        observed: 'there is none, or it has lapsed or was withdrawn',
      },
    ]);
    expect(
      given(...ready, ...failing.events())
        .when(again)
        .state().failedChecks,
    ).toEqual([]);
  });

  it('needs the dry run of this very plan, and a way back', () => {
    expect(failingOf(start(), [...ready, the.planned()])).toEqual([
      'the dry run of this plan passed',
      'the way back is confirmed',
    ]);
  });

  it('needs what its executor says', () => {
    expect(failingOf(start({ executor: [the.failed('the target answers')] }))).toEqual(['the target answers']);
  });

  it('may be tried again when a check had failed', () => {
    expect(
      given(...ready, the.checksFailed)
        .when(again)
        .events(),
    ).toHaveLength(3);
  });

  it('is held while the release is paused, and made when that is over', () => {
    const held = given(...ready, the.paused).when(start(), { actor: byTheFlow });
    expect(failingOf(start(), [...ready, the.paused])).toEqual(['the release is not paused']);
    expect(held.state()).toMatchObject({ status: 'planned', preDeploymentChecks: 'held' });
    expect(
      given(...ready, the.paused, ...held.events(), the.resumed)
        .when(again, { actor: byTheFlow })
        .state(),
    ).toMatchObject({ status: 'rolling-out', preDeploymentChecks: 'passed' });
  });

  it('happens once', () =>
    given(...the.started())
      .when(again)
      .thenRejected('DEPLOYMENT_BEGUN'));
  it('needs a plan', () => given().when(again).thenRejected('PLAN_MISSING'));

  it('is ordered by the flow, not by people', () =>
    given(...ready)
      .when(again)
      .thenRejected('START_NOT_ORDERED'));

  it('is kept as refused when it comes after the end', () => {
    const { data } = given(...ready, cancelled)
      .when(start())
      .events()[0] as DeploymentFactRefused;
    expect(data).toMatchObject({ fact, reason: 'the deployment has ended (deployment: cancelled)' });
  });
});
