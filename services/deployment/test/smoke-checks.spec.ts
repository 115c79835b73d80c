import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeploymentPlan } from '@slipway/contracts';
import { Outbound, readOutboundSettings } from '@slipway/service-kit';
import * as the from '../src/domain/deployment.fixtures.js';
import { checksOfNew, checksOfRestored } from '../src/application/smoke-checks.js';

/** Answers as the version before: 200 with its own words; to requests for the new release as that one. */
const outbound = new Outbound(readOutboundSettings({}));
let server: Server;
let url: string;
let status = 200;
beforeAll(async () => {
  server = createServer((request, response) => {
    response.statusCode = status;
    response.end(request.headers['slipway-release'] === undefined ? 'old words' : 'new words');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await outbound.close();
  server.close();
});
beforeEach(() => {
  status = 200;
});

const order = (changes: Partial<DeploymentPlan> = {}) => {
  const expected = { status: 200, bodyIncludes: 'new words' };
  const smokeChecks = [{ name: 'home', url, method: 'GET' as const, headers: {}, expect: expected }];
  return { releaseId: the.releaseId, plan: { ...the.plan, smokeChecks, ...changes } };
};
const outcomes = async (results: Promise<readonly { name: string; passed: boolean }[]>) =>
  (await results).map(({ name, passed }) => [name, passed]);

it('a rollout is checked at the new version, with its words', async () => {
  expect(await outcomes(checksOfNew(order(), outbound))).toEqual([['home', true]]);
});

it('a rollback is checked at what serves again, whose words may differ', async () => {
  expect(await outcomes(checksOfRestored(order(), outbound))).toEqual([['home', true]]);
  status = 503;
  expect(await outcomes(checksOfRestored(order(), outbound))).toEqual([['home', false]]);
});

describe('a rollback to nothing', () => {
  const toNothing = (executor: DeploymentPlan['executor'], bodyIncludes: string) => {
    const { smokeChecks } = order().plan;
    return order({
      executor,
      previousArtifacts: [],
      smokeChecks: smokeChecks.map((check) => ({ ...check, expect: { status: 200, bodyIncludes } })),
    });
  };

  it('is one when the new version no longer serves', async () => {
    const name = 'home: the new version no longer serves';
    expect(await outcomes(checksOfRestored(toNothing('local', 'old words'), outbound))).toEqual([[name, false]]);
    status = 503;
    expect(await outcomes(checksOfRestored(toNothing('local', 'old words'), outbound))).toEqual([[name, true]]);
  });

  it('of an outside tool cannot be verified, and says so', async () => {
    const [result] = await checksOfRestored(toNothing('observed', 'old words'), outbound);
    expect(result).toMatchObject({ passed: true, observed: expect.stringContaining('no previous version to verify') });
  });
});
