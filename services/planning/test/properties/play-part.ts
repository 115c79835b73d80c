import { ReleaseType, RollbackCompleted, type ReleaseSummary } from '@slipway/contracts';
import { baseFlow, releasePolicy } from '@slipway/flow';
import fc from 'fast-check';
import { hasEnded } from '../../src/domain/flow/flow.state.js';
import { undeserved } from './invariants.js';
import { people } from './people.js';
import { Player, type Move } from './play.js';
import { ReleaseUnderPlay } from './release-under-play.js';
import { Slots } from './slots.js';

const together = 2;
/** Of all files that play. */
const plays = Number(process.env['PLAYS'] ?? 5000);
const firstSeed = Number(process.env['PROPERTY_SEED'] ?? 20_261_127);

const summaryOf = (number: number, type: ReleaseType, author: string): ReleaseSummary => ({
  ...{ releaseId: `shop-1.${String(number)}.0`, product: 'shop', version: `1.${String(number)}.0`, type, author },
  ...{ title: 'A release', environment: 'production', components: ['web', 'cart'] },
  artifacts: [{ name: 'shop', uri: 'https://artifacts.example/shop.tgz', digest: `sha256:${'a'.repeat(64)}` }],
  window: { start: '2026-11-23T12:00:00.000Z', end: '2026-11-23T16:00:00.000Z' },
  policy: releasePolicy(baseFlow, type),
});

const number = fc.nat({ max: 999 });
const move: fc.Arbitrary<Move> = fc.tuple(fc.nat({ max: 99 }), number, number, number);
const authors = people.map(({ id }) => id);
const script = fc.record({
  type: fc.constantFrom(...ReleaseType.options),
  author: fc.constantFrom(...authors),
  moves: fc.array(move, { maxLength: 40 }),
  goodWill: fc.boolean(),
  interruptions: fc.array(fc.tuple(fc.nat({ max: 260 }), number, number), { maxLength: 8 }),
});
type Script = typeof script extends fc.Arbitrary<infer Value> ? Value : never;

const ends: Record<string, number> = {};

function playTogether(scripts: readonly Script[]): void {
  const clock = { now: '2026-11-23T10:00:00.000Z' };
  const slots = new Slots(clock);
  const all = scripts.map(({ type, author, moves, goodWill, interruptions }, at) => {
    const release = new ReleaseUnderPlay(summaryOf(at + 1, type, author), clock);
    return { release, player: new Player(release, clock, slots), moves, goodWill, interruptions };
  });
  for (let turn = 0; turn < 40; turn += 1)
    for (const { release, player, moves } of all) {
      const next = moves[turn];
      if (next === undefined || hasEnded(release.run)) continue;
      player.play(next);
      expectNoDoubleBooking(slots);
    }
  for (const { release, player, goodWill, interruptions } of all) {
    if (goodWill) player.cooperate(interruptions);
    expectNoDoubleBooking(slots);
    endSomehow(release);
    expectDeserved(release);
    expectOver(release, player);
  }
}

/** Jest's `expect` costs more than the move before it, and is needed only for what it prints. */
function expectNoDoubleBooking(slots: Slots): void {
  slots.freeEnded();
  const twice = slots.doubleBooked();
  if (twice.length > 0) expect(twice).toEqual([]);
}

/** Somebody can end it, whatever was played. */
function endSomehow(release: ReleaseUnderPlay): void {
  const reason = 'enough';
  for (const actor of people.filter(({ roles }) => roles.includes('release-manager'))) {
    if (hasEnded(release.run)) return;
    if (release.steer(actor, { type: 'Abort', reason })) return;
    if (release.steer(actor, { type: 'RequestRollback', reason }))
      release.hear({ type: RollbackCompleted.type, data: { releaseId: release.run.release.releaseId } });
  }
  expect({ ended: hasEnded(release.run), steps: release.run.steps }).toMatchObject({ ended: true });
}

function expectDeserved(release: ReleaseUnderPlay): void {
  const { status } = release.run;
  ends[status] = (ends[status] ?? 0) + 1;
  if (status === 'released') expect(undeserved(release)).toEqual([]);
}

/** Nothing that is played after the end changes anything. */
function expectOver(release: ReleaseUnderPlay, player: Player): void {
  release.deliverAll();
  // The template is the greatest part by far, and is the same object throughout.
  const { template } = release.run;
  const state = () => JSON.stringify([{ ...release.run, template: undefined }, release.approval, release.proposed]);
  const before = state();
  for (let kind = 62; kind < 100; kind += 1) player.play([kind, kind * 31, kind * 7, kind * 3]);
  release.deliverAll();
  expect(state()).toBe(before);
  expect(release.run.template).toBe(template);
}

/** Declares the test of one part of the plays; each part is a file of its own, and has a seed of its own, so that Jest plays them side by side. */
export function playPart(part: number, { of }: { readonly of: number }): void {
  const seed = firstSeed + part - 1;
  const playsOfPart = Math.ceil(plays / of);

  it(`never breaks an invariant in ${String(playsOfPart * together)} releases (seed ${String(seed)})`, () => {
    fc.assert(fc.property(fc.array(script, { minLength: together, maxLength: together }), playTogether), {
      numRuns: playsOfPart,
      seed,
      endOnFailure: false,
    });
    console.log(`releases that ended, by their status: ${JSON.stringify(ends)} (seed ${String(seed)})`);
    // The play reaches what it is about.
    expect(ends['released']).toBeGreaterThan(playsOfPart / 50);
    expect(ends['post-release']).toBeGreaterThan(playsOfPart / 50);
  }, 1_200_000);
}
