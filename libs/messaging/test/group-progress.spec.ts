import { topics } from '@slipway/contracts';
import { GroupPartitions } from '../src/work/group-partitions.js';
import { silentLog } from './silent-log.js';

const place = { topic: topics.ingest, partition: 0 };
const message = { ...place, offset: '7', timestamp: '2026-11-27T10:00:00.000Z', key: null, headers: {}, value: null };

it('says that a group has something under way until that is done', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const partitions = new GroupPartitions({
    consumer: { group: 'intake.ingest', topics: [topics.ingest], handle: () => promise },
    closing: new AbortController().signal,
    log: silentLog,
    onProgress: () => undefined,
  });
  expect(partitions.progress).toEqual({ done: 0, within: 0 });
  await partitions.take(place, [message], { lastOffset: '7', heartbeat: () => Promise.resolve() });
  expect(partitions.progress).toEqual({ done: 0, within: 1 });
  resolve(undefined);
  await partitions.idle();
  expect(partitions.progress).toEqual({ done: 1, within: 1 });
});
