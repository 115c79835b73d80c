import { some, type Check } from './check.js';

export const everythingIsInTheLog: Check = {
  promise: 'what is stored is in the log',
  heals: true,
  findings: ({ found: { unlogged } }) =>
    some(
      'events without a log index',
      'store.work, and who leads the sequencer',
      unlogged > 0 ? [String(unlogged)] : [],
    ),
};

export const logHasNoGap: Check = {
  promise: 'the log counts from 0 without a gap',
  heals: false,
  findings: ({ found: { log } }) => {
    const gaps = log.filter(({ index }, place) => index !== place).map(({ index }) => `index ${String(index)}`);
    return some('out of place', 'store.log', gaps.slice(0, 1));
  },
};

export const trailsAreInOrder: Check = {
  promise: 'the log has the events of each trail in their order',
  heals: false,
  findings: ({ found: { log } }) => {
    const last = new Map<string, number>();
    const wrong = log.filter(({ trail, position }) => {
      const before = last.get(trail) ?? 0;
      last.set(trail, position);
      return position !== before + 1;
    });
    return some(
      'out of order',
      'store.log joined with store.events',
      wrong.map(({ trail, position }) => `${trail} ${String(position)}`),
    );
  },
};
