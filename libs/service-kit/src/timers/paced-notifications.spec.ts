import { EventEmitter } from 'node:events';
import type { ClientBase } from 'pg';
import { eventually } from '@slipway/testing';
import { paceNotifications } from './paced-notifications.js';

function heardBy(): { client: ClientBase; heard: string[]; nudge: () => void } {
  const client = new EventEmitter() as ClientBase;
  const heard: string[] = [];
  client.on('notification', ({ channel, payload = '' }) => heard.push(`${channel} ${payload}`));
  return { client, heard, nudge: paceNotifications(client, 4) };
}

const notify = (client: ClientBase, channel: string, payload: string): boolean =>
  client.emit('notification', { processId: 1, channel, payload });

describe('what the job library hears of notifications', () => {
  it('is the first at once, and one more for all that follow soon', async () => {
    const { client, heard } = heardBy();
    for (let count = 0; count < 1000; count += 1) notify(client, 'jobs:insert', 'x');
    expect(heard).toEqual(['jobs:insert {"count":1}']);
    await eventually(() => heard.length > 1);
    expect(heard).toEqual(['jobs:insert {"count":1}', 'jobs:insert {"count":4}']);
  });

  it('is at once that a timer is due here, whatever others notify', () => {
    const { client, heard, nudge } = heardBy();
    notify(client, 'jobs:insert', 'x');
    nudge();
    expect(heard).toEqual(['jobs:insert {"count":1}', 'jobs:insert {"count":1}']);
  });

  it('is one end of its workers, not a thousand', () => {
    const { client, heard } = heardBy();
    for (let count = 0; count < 1000; count += 1) notify(client, 'worker:migrate', '{"breaking":true}');
    expect(heard).toEqual(['worker:migrate {"breaking":true}']);
  });

  it('is every other event of the connection', () => {
    const { client } = heardBy();
    const errors: unknown[] = [];
    client.on('error', (error) => errors.push(error));
    client.emit('error', new Error('lost'));
    expect(errors).toHaveLength(1);
  });
});
