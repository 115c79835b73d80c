import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApprovalObtained,
  DeploymentDocumentRecorded,
  FreezeDeclared,
  FreezeLifted,
  HealthBreached,
  OutsideDeploymentReported,
  ReleaseAborted,
  ReleasePaused,
  PreDeploymentChecksFailed,
  ReleaseResumed,
  TeamRoleAssigned,
  RollbackRequested,
} from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { DeploymentAnswer } from '../src/api/deployment.answer.js';
import { DeploymentSystem } from './deployment-system.js';
import { inThisProcess } from './in-this-process.js';
import { LoadClient } from './load-client.js';

let system: DeploymentSystem;
beforeAll(async () => {
  system = await DeploymentSystem.start(inThisProcess);
});
afterAll(() => system.stop());

const fresh = (version: string, more: { answer?: string } = {}) => system.ground.artifact({ version, ...more });
const serves = async () => (await system.ground.ask()).version;

it('the service is ready when what is to run on its targets serves', async () => {
  expect(await serves()).toBe('1.0.0');
});

describe('a rollout', () => {
  it('goes through its phases, restarts included, without losing a request; then back without losing one', async () => {
    const load = new LoadClient(system.ground.url);
    const release = await system.newRelease(await fresh('1.1.0'), { bake: 'PT2S' });
    const { releaseId } = release;
    await system.orderRollout(release);
    await system.said(releaseId, 'phase-deployed');
    await system.endService();
    await system.startService();
    await system.said(releaseId, 'succeeded');
    expect(await system.told(releaseId)).toEqual([
      'plan-recorded',
      'dry-run-passed',
      'rollback-readiness-confirmed',
      'pre-deployment-checks-passed',
      'started',
      'phase-started',
      'configuration-applied',
      'phase-deployed',
      'phase-verified',
      'phase-started',
      'phase-deployed',
      'phase-verified',
      'succeeded',
    ]);
    expect(await serves()).toBe('1.1.0');

    const requested = RollbackRequested.of({ releaseId, reason: 'customers cannot pay' });
    await system.other('planning').says('flow', releaseId, requested);
    await system.said(releaseId, 'rollback-completed');
    expect(await serves()).toBe('1.0.0');
    const { failures, versions } = await load.stop();
    expect(failures).toEqual([]);
    expect(Object.keys(versions).sort()).toEqual(['1.0.0', '1.1.0']);
  });

  it('leaves the documents that its steps ask for', async () => {
    const documents = await system.said('shop-1.1.0', 'document-recorded', 10);
    const outputs = documents.map(({ data }) => (data as DeploymentDocumentRecorded['data']).output);
    expect([...new Set(outputs)].sort()).toEqual([
      'execute-deployment.output-1',
      'execute-deployment.output-2',
      'execute-deployment.output-3',
      'execute-deployment.output-4',
      'execute-deployment.output-6',
      'prepare-release.output-4',
      'validate-prerelease.output-3',
      'validate-prerelease.output-4',
    ]);
  });

  it('whose new version fails its smoke checks goes back by itself', async () => {
    const broken = await fresh('1.2.0', { answer: `if (q.url === '/') { a.statusCode = 500; a.end('broken'); }` });
    const release = await system.newRelease(broken);
    await system.orderRollout(release);
    await system.said(release.releaseId, 'rollback-completed');
    const told = await system.told(release.releaseId);
    expect(told.slice(told.indexOf('phase-deployed'))).toEqual([
      'phase-deployed',
      'phase-failed',
      'failed',
      'rollback-started',
      'rollback-completed',
    ]);
    expect(await system.ground.share(10)).toEqual({ '1.0.0': 10 });
  });

  it('is stopped by a breach of health', async () => {
    const release = await system.newRelease(await fresh('1.3.0'), { bake: 'PT30S' });
    const { releaseId } = release;
    await system.orderRollout(release);
    await system.said(releaseId, 'phase-deployed');
    const measurements = { samples: 100, errors: 20, availability: 0.8, p95: 10, p99: 20 };
    const breach = { releaseId, target: 'start page', burnRate: 14.4, window: 'PT5M', measurements };
    await system.other('monitoring').says('watch', releaseId, HealthBreached.of(breach));
    await system.said(releaseId, 'rollback-completed');
    expect(await serves()).toBe('1.0.0');
  });

  it('stands still while the release is paused, and goes on after', async () => {
    const release = await system.newRelease(await fresh('1.4.0'), { bake: 'PT2S' });
    const { releaseId } = release;
    await system.orderRollout(release);
    await system.said(releaseId, 'phase-deployed');
    await system.other('planning').says('flow', releaseId, ReleasePaused.of({ releaseId, reason: 'wait' }));
    const [deployed] = await system.said(releaseId, 'phase-deployed');
    await system.said(releaseId, 'paused');
    const { bakeUntil } = deployed?.data as { bakeUntil: string };
    await eventually(() => Date.now() > Date.parse(bakeUntil) + 500);
    expect(await system.told(releaseId)).not.toContain('phase-verified');
    await system.other('planning').says('flow', releaseId, ReleaseResumed.of({ releaseId, reason: 'go' }));
    await system.said(releaseId, 'succeeded');
    await system.call('linus', 'POST', `${releaseId}/rollback`, { reason: 'for the next test' });
    await system.said(releaseId, 'rollback-completed');
  });
});

describe('a deployment', () => {
  it('that is ordered while the release is paused begins when that is over', async () => {
    const release = await system.newRelease(await fresh('1.5.0'));
    const { releaseId } = release;
    await system.other('planning').says('flow', releaseId, ReleasePaused.of({ releaseId, reason: 'wait' }));
    await system.said(releaseId, 'paused');
    await system.orderRollout(release);
    await system.said(releaseId, 'pre-deployment-checks-failed');
    await system.other('planning').says('flow', releaseId, ReleaseResumed.of({ releaseId, reason: 'go' }));
    await system.said(releaseId, 'phase-started');
    await system.call('linus', 'POST', `${releaseId}/rollback`, { reason: 'seen enough' });
    await system.said(releaseId, 'rollback-completed');
  });

  it('does not start outside of what its checks allow, shows why, and can be tried again', async () => {
    const release = await system.newRelease(await fresh('2.0.0'));
    const { releaseId, window } = release;
    const freeze = { freezeId: 'sale', environment: 'production', window, reason: 'the sale' };
    await system.other('planning').says('freeze', 'sale', FreezeDeclared.of(freeze));
    await system.orderRollout(release);
    await system.said(releaseId, 'pre-deployment-checks-failed');
    const { body } = await system.call('grace', 'GET', releaseId);
    expect(DeploymentAnswer.parse(body).failedChecks).toEqual([
      { name: 'no freeze stands in the way', observed: expect.stringContaining('sale until') },
    ]);
    const lifted = FreezeLifted.of({ freezeId: 'sale', environment: 'production', reason: 'over' });
    await system.other('planning').says('freeze', 'sale', lifted);
    expect(await system.call('linus', 'POST', `${releaseId}/starts`, {})).toMatchObject({ status: 201 });
    await system.said(releaseId, 'phase-started');
    await system.call('linus', 'POST', `${releaseId}/rollback`, { reason: 'seen enough' });
    await system.said(releaseId, 'rollback-completed');
    expect(await serves()).toBe('1.0.0');
  });

  it('is of nobody who approved it', async () => {
    const release = await system.newRelease(await fresh('2.4.0'));
    const { releaseId } = release;
    const assigned = TeamRoleAssigned.of({ releaseId, role: 'deployer', person: 'linus' });
    await system.other('planning').says('release', releaseId, assigned);
    await system.call('linus', 'POST', `${releaseId}/plan`, system.plan());
    const approvers = ['grace', 'Linus '];
    const digests = release.artifacts.map(({ digest }) => digest);
    await system.other('planning').says('approval', releaseId, ApprovalObtained.of({ releaseId, approvers, digests }));
    await system.startStep(release, 'validate-prerelease');
    await system.said(releaseId, 'dry-run-passed');
    await system.startStep(release, 'execute-deployment');
    const [failed] = await system.said(releaseId, 'pre-deployment-checks-failed');
    const { checks } = failed?.data as PreDeploymentChecksFailed['data'];
    expect(checks.filter(({ passed }) => !passed)).toEqual([
      {
        name: 'nobody deploys whose other hat excludes it',
        passed: false,
        observed: expect.stringMatching(
          /^linus is approver and recorded the plan: .*; linus is approver and is the deployer/,
        ),
      },
    ]);
    for (const [command, body] of [
      ['starts', {}],
      ['plan', system.plan()],
    ] as const) {
      expect(await system.call('linus', 'POST', `${releaseId}/${command}`, body)).toMatchObject({
        status: 403,
        body: { code: 'APPROVER_CANNOT_DEPLOY' },
      });
    }
  });

  it('of an aborted release is cancelled, and refuses the step that comes too late', async () => {
    const release = await system.newRelease(await fresh('2.1.0'));
    const { releaseId } = release;
    await system.other('planning').says('flow', releaseId, ReleaseAborted.of({ releaseId, reason: 'withdrawn' }));
    await system.said(releaseId, 'cancelled');
    await system.startStep(release, 'execute-deployment');
    const [refused] = await system.said(releaseId, 'fact-refused');
    expect(refused?.data).toMatchObject({ fact: { type: 'dev.slipway.planning.step-started.v1' } });
  });

  it('has the plan tried that stands, also when it was recorded during the dry run of another', async () => {
    const artifact = await fresh('2.3.0');
    const bytes = await readFile(new URL(artifact.uri));
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const release = await system.newRelease({ ...artifact, uri: `http://127.0.0.1:${port}/shop-2.3.0.tgz` });
    const { releaseId } = release;
    const download = once(server, 'request') as Promise<[unknown, ServerResponse]>;
    await system.call('linus', 'POST', `${releaseId}/plan`, system.plan());
    await system.startStep(release, 'validate-prerelease');
    const [, answer] = await download;
    await system.call('linus', 'POST', `${releaseId}/plan`, system.plan({ target: 'nowhere' }));
    answer.end(bytes);
    const [failed] = await system.said(releaseId, 'dry-run-failed');
    expect(JSON.stringify(failed?.data)).toContain('TARGET_UNKNOWN');
    expect(await system.told(releaseId)).not.toContain('dry-run-passed');
    server.close();
  });

  it('by an outside tool follows what intake hears of it', async () => {
    const artifact = await fresh('2.2.0');
    const release = await system.newRelease(artifact);
    const { releaseId } = release;
    await system.orderRollout(release, { executor: 'observed' });
    const reports = async (weight: number, id: string, digest = artifact.digest) => {
      const origin = { source: 'urn:argo', id, publisher: 'ci', receivedAt: new Date().toISOString() };
      const report = { releaseId, environment: 'production', digest, weight, outcome: 'progressing' as const, origin };
      await system.other('intake').says('inbound', releaseId, OutsideDeploymentReported.of(report));
    };
    await system.said(releaseId, 'configuration-applied');
    await reports(50, '1');
    await system.said(releaseId, 'phase-deployed');
    await reports(50, '2', `sha256:${'f'.repeat(64)}`);
    await system.said(releaseId, 'fact-refused');
    await system.said(releaseId, 'phase-started', 2);
    await reports(100, '3');
    await system.said(releaseId, 'succeeded');
    await system.other('planning').says('flow', releaseId, RollbackRequested.of({ releaseId, reason: 'seen enough' }));
    await system.said(releaseId, 'rollback-started');
  });

  it('is read with its stream position, and changed only by deployers', async () => {
    expect(await system.call('grace', 'POST', 'shop-1.1.0/rollback', { reason: 'no' })).toMatchObject({ status: 403 });
    const { body } = await system.call('grace', 'GET', 'shop-1.1.0');
    expect(DeploymentAnswer.parse(body)).toMatchObject({ status: 'rolled-back' });
    expect(await system.call('grace', 'GET', 'shop-9.9.9')).toMatchObject({
      status: 404,
      body: { code: 'RELEASE_UNKNOWN' },
    });
    const evidence = { digest: `sha256:${'0'.repeat(64)}`, mediaType: 'text/plain', size: 1, title: 'none' };
    expect(await system.call('linus', 'POST', 'shop-1.1.0/rehearsals', { evidence })).toMatchObject({
      status: 422,
      body: { code: 'EVIDENCE_UNKNOWN' },
    });
  });
});

it('describes in OpenAPI what each route answers', async () => {
  expect(await system.gapsInOpenApi()).toEqual([]);
});
