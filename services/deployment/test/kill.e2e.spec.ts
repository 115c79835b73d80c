import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '@slipway/testing';
import type { Launch } from '@slipway/testing/services';
import getPort from 'get-port';
import { DeploymentSystem } from './deployment-system.js';
import { LoadClient } from './load-client.js';

const program = path.join(import.meta.dirname, '..', 'bundle', 'main.js');

/** The built service as a process, which can only be killed. */
const asProcess: Launch = async (environment) => {
  if (!existsSync(program)) throw new Error('the service is not built: npm run build');
  const { NODE_OPTIONS: _ofJest, ...inherited } = process.env;
  const port = await getPort({ host: '127.0.0.1' });
  const child = spawn(process.execPath, ['--no-warnings', program], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...inherited, ...environment, PORT: String(port) },
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/deployment/health/ready`)).ok, { within: 40_000, every: 100 });
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { url, close };
};

let system: DeploymentSystem;
beforeAll(async () => {
  system = await DeploymentSystem.start(asProcess);
});
afterAll(() => system.stop());

it('a rollout goes on after kill -9 of the service at every stage, and no request is lost', async () => {
  const load = new LoadClient(system.ground.url);
  const release = await system.newRelease(await system.ground.artifact({ version: '1.1.0' }), { bake: 'PT3S' });
  const { releaseId } = release;
  const kill = async () => {
    await system.endService();
    await system.startService();
  };
  await system.call('linus', 'POST', `${releaseId}/plan`, system.plan());
  await system.startStep(release, 'validate-prerelease');
  await kill();
  await system.said(releaseId, 'dry-run-passed');
  await system.startStep(release, 'execute-deployment');
  await system.said(releaseId, 'phase-started');
  await kill();
  await system.said(releaseId, 'phase-deployed');
  await kill();
  await system.said(releaseId, 'phase-started', 2);
  await kill();
  await system.said(releaseId, 'phase-verified', 2);
  await kill();
  await system.said(releaseId, 'succeeded');
  const { failures, versions } = await load.stop();
  expect(failures).toEqual([]);
  expect(Object.keys(versions).sort()).toEqual(['1.0.0', '1.1.0']);
  const told = await system.told(releaseId);
  expect(told.filter((name) => name === 'phase-deployed')).toHaveLength(2);
  expect(told.slice(-3)).toEqual(['phase-deployed', 'phase-verified', 'succeeded']);
  expect(await system.ground.share(10)).toEqual({ '1.1.0': 10 });
}, 180_000);
