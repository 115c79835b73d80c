import type { EventStore } from '@slipway/event-store';
import type { Projections } from '../projection/projections.js';
import type { Metrics } from './metrics.js';

/** How many log indices each projection is behind. */
export function observeProjections(
  metrics: Metrics,
  projections: Projections,
  store: Pick<EventStore, 'logSize'>,
): void {
  metrics.gauge(
    'slipway_projection_lag',
    'Events in the log that the projection has not seen',
    ['projection'],
    async (gauge) => {
      const logSize = await store.logSize();
      for (const { name, nextIndex } of projections.status())
        gauge.set({ projection: name }, Math.max(0, logSize - nextIndex));
    },
  );
}
