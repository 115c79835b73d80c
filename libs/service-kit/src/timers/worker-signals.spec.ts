import { EventEmitter } from 'node:events';
import type { ClientBase } from 'pg';
import { signalWorkers, type WorkerSignals } from './worker-signals.js';

interface Heard {
  readonly client: ClientBase;
  readonly heard: readonly string[];
  readonly asked: readonly unknown[];
  readonly signals: WorkerSignals;
}

function heardBy(): Heard {
  const [heard, asked]: [string[], unknown[]] = [[], []];
  const query = (text: unknown): Promise<object> => {
    asked.push(text);
    return Promise.resolve({ rows: ['a row'] });
  };
  const client = Object.assign(new EventEmitter(), { query }) as unknown as ClientBase;
  client.on('notification', ({ channel, payload = '' }) => heard.push(`${channel} ${payload}`));
  return { client, heard, asked, signals: signalWorkers(client) };
}

describe('the workers of the job library', () => {
  it('listen to nobody, and ask everything else', async () => {
    const { client, asked } = heardBy();
    await client.query('LISTEN "jobs:insert"; LISTEN "worker:migrate";');
    await client.query('UNLISTEN "jobs:insert"; UNLISTEN "worker:migrate";');
    expect(await client.query('select 1')).toEqual({ rows: ['a row'] });
    expect(asked).toEqual(['select 1']);
  });

  it('look for jobs when they are nudged, as many as are needed', () => {
    const { heard, signals } = heardBy();
    signals.nudge(3);
    expect(heard).toEqual(['jobs:insert {"count":3}']);
  });

  it('end when their tables have been upgraded', () => {
    const { heard, signals } = heardBy();
    signals.upgraded();
    expect(heard).toEqual(['worker:migrate {"migrationNumber":0,"breaking":true}']);
  });
});
