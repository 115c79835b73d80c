import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../eventually.js';
import { startMark } from './identity.js';
import { endLeftovers, recordedRuns, recordRun } from './run-record.js';
import { Supervised } from './supervised.js';

const sleeper =
  (more = '', { detached } = { detached: true }) =>
  () =>
    spawn(process.execPath, ['-e', `${more}; process.send?.('ready'); setInterval(() => {}, 1000)`], {
      detached,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });

describe('a supervised program', () => {
  let dataFolder: string;
  const lines: string[] = [];
  const report = (line: string) => void lines.push(line);

  beforeEach(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), 'slipway-supervised-'));
    lines.length = 0;
  });
  afterEach(() => rm(dataFolder, { recursive: true }));

  const supervise = (launch = sleeper(), patience = 5000) =>
    new Supervised({ name: 'sleeper', dataFolder, launch, report, stopSignal: 'SIGTERM', patience });

  it('is started again when it is killed, and it shows', async () => {
    const program = supervise();
    program.start();
    const first = program.pid ?? 0;
    process.kill(first, 'SIGKILL');
    const second = await eventually(() => program.pid !== first && program.pid, { within: 5000, what: 'a restart' });
    expect(startMark(second)).toBeDefined();
    expect(lines).toEqual([expect.stringContaining('sleeper exited (signal SIGKILL); restarting it in 0.5 s')]);
    await program.stop();
  });

  it('does not come back when it is stopped', async () => {
    const program = supervise();
    program.start();
    const pid = program.pid ?? 0;
    await program.stop();
    expect(startMark(pid)).toBeUndefined();
    expect(recordedRuns(dataFolder)).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('is killed when it does not end in time', async () => {
    let ready = Promise.resolve<unknown>(undefined);
    const launch = () => {
      const child = sleeper(`process.on('SIGTERM', () => {})`)();
      ready = new Promise((resolve) => child.once('message', resolve));
      return child;
    };
    const program = supervise(launch, 100);
    program.start();
    await ready;
    await program.stop();
    expect(lines).toEqual([expect.stringContaining('is killed')]);
  });

  it('is ended by the next start when its supervisor was killed', async () => {
    const orphan = sleeper()();
    recordRun(dataFolder, 'sleeper', orphan.pid ?? 0);
    await endLeftovers(dataFolder, report);
    expect(startMark(orphan.pid ?? 0)).toBeUndefined();
    expect(lines).toEqual([expect.stringContaining('which an earlier start left behind')]);
  });

  it('is ended together with what it has started in its group', async () => {
    const orphan = sleeper(`process.send(require('node:child_process').spawn('sleep', ['60']).pid)`)();
    const [helper] = (await once(orphan, 'message')) as [number];
    recordRun(dataFolder, 'sleeper', orphan.pid ?? 0);
    await endLeftovers(dataFolder, report);
    await eventually(() => startMark(helper) === undefined, { within: 5000, what: 'the end of its helper' });
  });

  it('is ended alone when it leads no group', async () => {
    const orphan = sleeper('', { detached: false })();
    recordRun(dataFolder, 'sleeper', orphan.pid ?? 0);
    await endLeftovers(dataFolder, report);
    expect(startMark(orphan.pid ?? 0)).toBeUndefined();
  });

  it('leaves a process alone that only got the same pid', async () => {
    const stranger = sleeper()();
    recordRun(dataFolder, 'sleeper', stranger.pid ?? 0);
    const [run] = recordedRuns(dataFolder);

    await writeFile(path.join(dataFolder, 'run', 'sleeper.json'), JSON.stringify({ ...run, mark: 'another time' }));
    await endLeftovers(dataFolder, report);
    expect(startMark(stranger.pid ?? 0)).toBeDefined();
    stranger.kill('SIGKILL');
  });
});
