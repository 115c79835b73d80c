import { freshRelease, sampleAppend, sampleEvent } from './contract/sample-events.js';
import { InMemoryEventStore, verifyTrail, type LoggedLeaf } from './index.js';

async function storedTrail() {
  const store = new InMemoryEventStore();
  const target = freshRelease();
  await store.append(
    sampleAppend(
      target,
      'none',
      [1, 2, 3, 4, 5].map(() => sampleEvent()),
    ),
  );
  return store.readTrailRaw(target.trail);
}

/** What verification finds when the log has these rows of a trail of five events. */
async function foundWith(change: (logged: readonly LoggedLeaf[]) => readonly LoggedLeaf[]) {
  const stored = await storedTrail();
  return verifyTrail({ ...stored, logged: change(stored.logged) });
}

describe('verification of what the log says', () => {
  it('names an event that the log lacks although it has a later one', async () => {
    expect(await foundWith((logged) => logged.toSpliced(1, 1))).toMatchObject({
      ok: false,
      defect: { trailPosition: 2, field: 'unlogged' },
    });
  });

  it.each([5, 4, 1, 0])('takes a trail of which the first %i events are in the log', async (count) => {
    expect(await foundWith((logged) => logged.slice(0, count))).toMatchObject({ ok: true, events: 5 });
  });

  it('names an event that the log has under another type, which filters would pass over', async () => {
    const type = 'dev.slipway.planning.other.v1';
    expect(
      await foundWith((logged) => logged.map((leaf) => (leaf.trailPosition === 2 ? { ...leaf, type } : leaf))),
    ).toMatchObject({ ok: false, defect: { trailPosition: 2, field: 'loggedType', actual: type } });
  });
});
