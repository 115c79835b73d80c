import { PlanFinalised, type Window } from '@slipway/contracts';
import { fold } from '@slipway/decider';
import type { Circumstances } from '../domain/release/circumstances.js';
import { release } from '../domain/release/release.decider.js';
import { exampleContext, exampleRelease, granted, proposed } from '../domain/release/release.examples.js';
import { isProposed, type ProposedRelease } from '../domain/release/release.state.js';
import type { ReleaseEvent } from '../domain/release/release.events.js';
import type { Decisions } from './decisions.js';
import type { FreezeCalendar } from './freeze-calendar.js';
import type { KnownReleases } from './known-releases.js';
import type { Slots } from './slots.js';
import { StartPermission } from './start-permission.js';

const { releaseId, window } = exampleRelease;
const planned = PlanFinalised.of({ releaseId, window, schedule: [{ step: 'execute-deployment', ...window }] });
const freeze = { freezeId: 'holidays', environment: 'production', window, reason: 'peak season' };

function stateAfter(...events: ReleaseEvent[]): ProposedRelease {
  const state = fold(release, events);
  if (!isProposed(state)) throw new Error('propose it first');
  return state;
}

/** With what is known, kept and frozen as the test says. */
function permission({
  events = [proposed(), planned],
  notKept = [],
  freezes = [],
  excepted = [],
}: {
  events?: ReleaseEvent[];
  notKept?: string[];
  freezes?: (typeof freeze)[];
  excepted?: Circumstances['granted'];
}): StartPermission {
  const known = { get: () => Promise.resolve(stateAfter(...events)) } as unknown as KnownReleases;
  const decisions = {
    circumstances: () => Promise.resolve({ ...exampleContext, granted: excepted }),
  } as unknown as Decisions;
  const calendar = { touching: () => Promise.resolve(freezes) } as unknown as FreezeCalendar;
  const slots = { notKept: (_: unknown, __: Window) => Promise.resolve(notKept) } as unknown as Slots;
  return new StartPermission(known, decisions, calendar, slots);
}

it('is there when every component is kept and nothing is frozen', async () => {
  expect(await permission({}).obstacles(releaseId)).toEqual({ components: [], freezes: [] });
});

it('is not there while a component is not kept, or without a plan', async () => {
  expect(await permission({ notKept: ['cart'] }).obstacles(releaseId)).toMatchObject({ components: ['cart'] });
  expect(await permission({ events: [proposed()] }).obstacles(releaseId)).toMatchObject({
    components: exampleRelease.components,
  });
});

it('is not there in a freeze that was declared after the plan, unless an exception overrides it', async () => {
  expect(await permission({ freezes: [freeze] }).obstacles(releaseId)).toMatchObject({ freezes: [freeze] });
  const excepted = [granted('freeze', ['holidays'])];
  expect(await permission({ freezes: [freeze], excepted }).obstacles(releaseId)).toMatchObject({ freezes: [] });
});
