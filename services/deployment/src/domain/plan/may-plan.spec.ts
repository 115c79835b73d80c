import { baseFlow, conductOf, releasePolicy } from '@slipway/flow';
import type { Actor, HttpCheck, ReleaseSummary } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { CommandOf, DeploymentCommand } from '../deployment.commands.js';
import { deployment } from '../deployment.decider.js';
import * as the from '../deployment.fixtures.js';
import { easedChecks } from './easing.policy.js';

const { releaseId, release, now } = the;
const linus: Actor = { id: 'linus', kind: 'person', roles: ['deployer'] };
const { given } = specificationFor(deployment, { now, actor: linus }, expect);
const planDigest = `sha256:${'9'.repeat(64)}`;

const plans = (changes: Partial<CommandOf<'RecordPlan'>> = {}): DeploymentCommand => ({
  type: 'RecordPlan',
  releaseId,
  release,
  request: the.request,
  planDigest,
  surroundings: the.surroundings,
  ...changes,
});
const goingBackTo = (...previousArtifacts: (typeof the.oldArtifact)[]): DeploymentCommand =>
  plans({ request: { ...the.request, previousArtifacts } });

describe('a plan is recorded', () => {
  it('by nobody who approved, however the name is written', () => {
    given()
      .when(plans(), { actor: { ...linus, id: ' Grace' } })
      .thenRejected('APPROVER_CANNOT_DEPLOY', { approver: ' Grace', fix: 'have another deployer record the plan' });
  });

  it('by nobody whose hat the policy keeps apart from that of the deployer', () => {
    const policy = releasePolicy(baseFlow, 'minor');
    const conduct = { ...conductOf(policy), hats: [['reviewer', 'deployer'] as ['reviewer', 'deployer']] };
    const strict: ReleaseSummary = { ...release, policy: { ...policy, conduct } };
    const surroundings = the.where({}, { hats: { reviewer: ['linus'] } });
    given()
      .when(plans({ release: strict, surroundings }))
      .thenRejected('HATS_CONFLICT', {
        person: 'linus',
        hat: 'deployer',
        other: 'reviewer',
        fix: 'have another deployer record the plan',
      });
  });

  it('by no administrator whose hat excludes it', () => {
    given()
      .when(plans(), { actor: { id: 'grace', kind: 'person', roles: ['admin'] } })
      .thenRejected('APPROVER_CANNOT_DEPLOY');
  });

  it('before the end of the release', () => {
    given()
      .when(plans({ surroundings: the.where({}, { ended: true }) }))
      .thenRejected('RELEASE_ENDED');
  });
});

describe('a plan goes back', () => {
  it('to another release than its own', () => {
    given()
      .when(plans({ release: { ...release, previousReleaseId: releaseId } }))
      .thenRejected('PREVIOUS_IS_ITSELF');
  });

  it('to exactly what runs there', () => {
    const never = the.artifact('0.9.0', 'c');
    for (const command of [goingBackTo(never), goingBackTo(), goingBackTo(the.oldArtifact, never)]) {
      given().when(command).thenRejected('PREVIOUS_NOT_RUNNING');
    }
    expect(given().when(goingBackTo(the.oldArtifact)).events()).toHaveLength(1);
  });

  it('to what runs under the names of its artifacts, where it brings only some of them', () => {
    const api = { ...the.artifact('1.0.0', 'd'), name: 'api' };
    const both = [...the.place.running, { artifact: api, releaseId: 'shop-1.0.0', since: now }];
    const surroundings = the.where({ running: both });
    const request = { ...the.request, previousArtifacts: [the.oldArtifact, api] };
    given().when(plans({ surroundings, request })).thenRejected('PREVIOUS_NOT_RUNNING');
    expect(given().when(plans({ surroundings })).events()).toHaveLength(1);
  });

  it('to what it says where nothing is known', () => {
    const surroundings = the.where({ running: [] });
    const request = { ...the.request, previousArtifacts: [the.artifact('0.9.0', 'c')] };
    expect(given().when(plans({ surroundings, request })).events()).toHaveLength(1);
  });
});

describe('checks that were approved', () => {
  const check = (changes: Partial<HttpCheck> = {}): HttpCheck => ({
    name: 'home',
    url: 'http://127.0.0.1:9000/',
    method: 'GET',
    headers: {},
    expect: { status: 200, bodyIncludes: 'Welcome', within: { milliseconds: 500 } },
    ...changes,
  });

  it.each<[string, readonly HttpCheck[], number]>([
    ['the same', [check()], 0],
    ['renamed', [check({ name: 'start page' })], 0],
    ['one more', [check(), check({ url: 'http://127.0.0.1:9000/cart' })], 0],
    ['stricter', [check({ expect: { status: 200, bodyIncludes: 'Welcome back', within: { milliseconds: 100 } } })], 0],
    ['none', [], 1],
    ['of another address', [check({ url: 'http://127.0.0.1:9000/health' })], 1],
    ['without their words', [check({ expect: { status: 200, within: { milliseconds: 500 } } })], 1],
    ['slower', [check({ expect: { status: 200, bodyIncludes: 'Welcome', within: { milliseconds: 501 } } })], 1],
    ['of another status', [check({ expect: { ...check().expect, status: 500 } })], 1],
  ])('%s: %p eased', (_, after, eased) => {
    expect(easedChecks([check()], after)).toHaveLength(eased);
  });

  const planned = the.planned({ smokeChecks: [check()] });

  it('get easier by an exception only', () => {
    const [eased] = the.request.smokeChecks;
    given(planned)
      .when(plans())
      .thenRejected('EXCEPTION_REQUIRED', {
        kind: 'check-plan',
        items: ['check-plan'],
        to: planDigest,
        eased: ['home'],
        fix: expect.stringContaining('POST /planning/v1/releases/shop-1.1.0/exceptions') as string,
      });
    expect(eased?.expect).toEqual({ status: 200 });
    const granted = { ...the.standing.granted, checkPlans: [planDigest] };
    expect(
      given(planned)
        .when(plans({ surroundings: the.where({}, { granted }) }))
        .events(),
    ).toHaveLength(1);
  });

  it('are free to change before the approval', () => {
    expect(
      given(planned)
        .when(plans({ surroundings: the.where({}, { approved: false }) }))
        .events(),
    ).toHaveLength(1);
  });
});
