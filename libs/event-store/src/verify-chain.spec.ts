import { freshRelease, sampleAppend, sampleEvent } from './contract/sample-events.js';
import { InMemoryEventStore, TrailVerifier, verifyTrail, type LoggedLeaf } from './index.js';

async function trailOfFive() {
  const store = new InMemoryEventStore();
  const target = freshRelease();
  const events = Array.from({ length: 5 }, () => sampleEvent());
  await store.append(sampleAppend(target, 'none', events));
  return { store, trail: target.trail };
}

/** What verification finds when the log has these rows of a trail of five events. */
async function foundWith(
  change: (logged: readonly LoggedLeaf[]) => readonly LoggedLeaf[],
  waiting: readonly number[] = [],
) {
  const { store, trail } = await trailOfFive();
  const stored = await store.readTrailRaw(trail);
  return verifyTrail({ ...stored, logged: change(stored.logged), waiting });
}

describe('verification of what the log says', () => {
  it('names an event that the log lacks although it has a later one', async () => {
    expect(await foundWith((logged) => logged.toSpliced(1, 1))).toMatchObject({
      ok: false,
      defect: { trailPosition: 2, field: 'unlogged' },
    });
  });

  it.each([5, 4, 1, 0])(
    'takes a trail of which the first %i events are in the log and the others wait',
    async (count) => {
      const waiting = [1, 2, 3, 4, 5].slice(count);
      expect(await foundWith((logged) => logged.slice(0, count), waiting)).toMatchObject({
        ok: true,
        events: 5,
        waiting: 5 - count,
      });
    },
  );

  it.each([4, 0])('names the first event behind %i that is neither in the log nor waiting for it', async (count) => {
    expect(await foundWith((logged) => logged.slice(0, count))).toMatchObject({
      ok: false,
      defect: { trailPosition: count + 1, field: 'unlogged' },
    });
  });

  it('names an event that waits although a later one is in the log', async () => {
    expect(await foundWith((logged) => logged.toSpliced(1, 1), [2])).toMatchObject({
      ok: false,
      defect: { trailPosition: 2, field: 'unlogged' },
    });
  });

  it('names an event that the log has before an earlier one', async () => {
    const swapped = (logged: readonly LoggedLeaf[]) =>
      logged.map((leaf) => ({
        ...leaf,
        logIndex: leaf.trailPosition === 2 ? 2 : leaf.trailPosition === 3 ? 1 : leaf.logIndex,
      }));
    expect(await foundWith(swapped)).toMatchObject({ ok: false, defect: { trailPosition: 3, field: 'logIndex' } });
  });

  it('names an event that the log has under another type, which filters would pass over', async () => {
    const type = 'dev.slipway.planning.other.v1';
    expect(
      await foundWith((logged) => logged.map((leaf) => (leaf.trailPosition === 2 ? { ...leaf, type } : leaf))),
    ).toMatchObject({ ok: false, defect: { trailPosition: 2, field: 'loggedType', actual: type } });
  });
});

describe('verification page after page', () => {
  it('finds what verification of the whole finds', async () => {
    const { store, trail } = await trailOfFive();
    const verifier = new TrailVerifier(trail);
    for (const after of [0, 2, 4])
      expect(verifier.add(await store.readTrailRaw(trail, { after, limit: 2 }))).toBe(true);
    expect(verifier.verification()).toEqual(verifyTrail(await store.readTrailRaw(trail)));
  });
});
