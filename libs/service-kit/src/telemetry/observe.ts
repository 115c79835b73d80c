import type { EventStore } from '@slipway/event-store';
import type { MessagingObserver } from '@slipway/messaging';
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

/** Reactions, dead letters and the relay, as messaging tells of them. */
export function messagingObserver(metrics: Metrics): MessagingObserver {
  const handled = metrics.histogram('slipway_reaction_duration_seconds', 'Time of a reaction whose effect is stored', [
    'group',
    'type',
  ]);
  const retried = metrics.counter('slipway_reaction_retries_total', 'Reactions that failed and were tried again', [
    'group',
    'type',
  ]);
  const deadLettered = metrics.counter('slipway_dead_letters_total', 'Messages set aside', [
    'group',
    'topic',
    'reason',
  ]);
  return {
    handled: ({ group, type, seconds }) => {
      handled.observe({ group, type }, seconds);
    },
    retried: ({ group, type }) => {
      retried.inc({ group, type });
    },
    deadLettered: ({ group, topic, reason }) => {
      deadLettered.inc({ group, topic, reason });
    },
  };
}

/** What the relay has published, and how old it was by then. */
export function relayObserver(metrics: Metrics): MessagingObserver {
  const relayed = metrics.counter('slipway_relayed_events_total', 'Events acknowledged by Kafka', []);
  const failures = metrics.counter('slipway_relay_failures_total', 'Publications that Kafka did not acknowledge', []);
  const lag = metrics.histogram(
    'slipway_relay_lag_seconds',
    'Age of the newest event of a batch when Kafka acknowledged it',
    [],
  );
  return {
    relayed: ({ events, lagSeconds }) => {
      relayed.inc(events);
      lag.observe(lagSeconds);
    },
    relayFailed: () => {
      failures.inc();
    },
  };
}
