import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { topics } from '@slipway/contracts';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@slipway/testing';
import { Kafka, logLevel } from 'kafkajs';
import { deleteTopics } from '../src/kafka/topics.js';
import { startMark } from '../src/process/identity.js';
import { recordedRuns } from '../src/process/run-record.js';
import { startSystem, type RunningSystem } from '../src/system/system.js';

const services = ['audit'] as const;
const patience = { within: 60_000, every: 100 };

describe('the local system', () => {
  let database: TestDatabase;
  let dataFolder: string;
  let environment: NodeJS.ProcessEnv;
  const { brokers, prefix } = testTopics();

  beforeAll(async () => {
    database = await testDatabase();
    dataFolder = await mkdtemp(path.join(tmpdir(), 'slipway-system-'));
    environment = { DATABASE_URL: database.adminUrl, KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix };
  });
  afterAll(async () => {
    await deleteTopics(
      brokers,
      Object.values(topics).map((name) => prefix + name),
    );
    await database.drop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const start = (report?: (line: string) => void): Promise<RunningSystem> =>
    startSystem({ dataFolder, ports: 'free', services, environment, ...(report && { report }) });
  const isReady = async (system: RunningSystem) => (await fetch(`${system.edgeUrl}/audit/health/ready`)).ok;

  it('has the topics under the prefix that its services are given', async () => {
    const system = await start();
    const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      const there = await admin.listTopics();
      expect(there).toEqual(expect.arrayContaining(Object.values(topics).map((name) => prefix + name)));
    } finally {
      await admin.disconnect();
      await system.stop();
    }
  });

  it('starts a service again when it is killed, and says so', async () => {
    const lines: string[] = [];
    const system = await start((line) => lines.push(line));
    try {
      process.kill(system.servicePids.audit ?? 0, 'SIGKILL');
      await eventually(async () => !(await isReady(system)), patience);
      await eventually(() => isReady(system), patience);
      expect(lines).toContainEqual(expect.stringContaining('audit exited (signal SIGKILL); restarting it'));
    } finally {
      await system.stop();
    }
    expect(recordedRuns(dataFolder)).toEqual([]);
  });

  it('refuses a second start in the same folder', async () => {
    const system = await start();
    try {
      await expect(start()).rejects.toMatchObject({ code: 'ALREADY_RUNNING', details: { pid: process.pid } });
    } finally {
      await system.stop();
    }
  });

  describe('when its supervisor is killed outright', () => {
    let supervisor: ChildProcess;
    let pids: readonly number[];

    beforeEach(async () => {
      supervisor = supervise();
      const [message] = (await once(supervisor, 'message')) as [{ pids: number[] }];
      pids = message.pids;
      supervisor.kill('SIGKILL');
      await once(supervisor, 'exit');
    });

    /** As `npm start` would: a process that runs the built package. */
    const supervise = () => {
      const options = JSON.stringify({ dataFolder, ports: 'free', services, environment });
      const program = `
        import { startSystem } from '@slipway/local';
        const system = await startSystem(${options});
        process.send({ pids: Object.values(system.servicePids) });`;
      return spawn(process.execPath, ['--input-type=module', '--eval', program], {
        cwd: path.join(import.meta.dirname, '..'),
        env: { ...process.env, NODE_OPTIONS: '--no-warnings' },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
    };

    it('leaves no service behind, and the next start works', async () => {
      expect(pids).toHaveLength(services.length);
      await eventually(() => pids.every((pid) => startMark(pid) === undefined), patience);
      const system = await start();
      expect(await isReady(system)).toBe(true);
      await system.stop();
    });
  });
});
