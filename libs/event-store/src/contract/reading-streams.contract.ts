import type { EventStore, StreamPart } from '../event-store.js';
import { freshRelease, sampleAppend, sampleEvent } from './sample-events.js';

/** How the streams of an event store are read in part. */
export function readingStreamsContract(storeOf: () => EventStore): void {
  it('reads a part of a stream, and one event beside it', async () => {
    const store = storeOf();
    const target = freshRelease();
    const [first, ...later] = [sampleEvent(), sampleEvent(), sampleEvent(), sampleEvent()];
    await store.append(sampleAppend(target, 'none', [first, ...later]));
    const elsewhere = freshRelease();
    await store.append(sampleAppend(elsewhere));
    const [foreign] = await store.readStream(elsewhere.stream);
    const positions = async (part: StreamPart) =>
      (await store.readStream(target.stream, part)).map(({ streamPosition }) => streamPosition);
    expect(await positions({ after: 2 })).toEqual([3, 4]);
    expect(await positions({ after: 1, limit: 2 })).toEqual([2, 3]);
    expect(await positions({ after: 4 })).toEqual([]);
    expect(await positions({ after: 3, including: first.id })).toEqual([1, 4]);
    expect(await positions({ after: 0, including: first.id })).toEqual([1, 2, 3, 4]);
    expect(await positions({ after: 4, including: foreign?.id ?? '' })).toEqual([]);
  });

  it('gives each of several reads at once its own part', async () => {
    const store = storeOf();
    const [one, other] = [freshRelease(), freshRelease()];
    await store.append(sampleAppend(one, 'none', [sampleEvent(), sampleEvent(), sampleEvent()]));
    await store.append(sampleAppend(other));
    const read = async ({ stream }: { stream: string }, after: number) =>
      (await store.readStream(stream, { after })).map((event) => [event.stream, event.streamPosition]);
    expect(await Promise.all([read(one, 1), read(freshRelease(), 0), read(other, 0), read(one, 2)])).toEqual([
      [
        [one.stream, 2],
        [one.stream, 3],
      ],
      [],
      [[other.stream, 1]],
      [[one.stream, 3]],
    ]);
  });

  it('says where a stream is', async () => {
    const store = storeOf();
    const target = freshRelease();
    expect(await store.streamPosition(target.stream)).toBe(0);
    await store.append(sampleAppend(target, 'none', [sampleEvent(), sampleEvent()]));
    expect(await store.streamPosition(target.stream)).toBe(2);
  });
}
