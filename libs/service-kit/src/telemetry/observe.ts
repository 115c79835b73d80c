import type { EventStore } from '@slipway/event-store';
import type { MessagingObserver } from '@slipway/messaging';
import type { ProgressWatch } from '../health/progress-watch.js';
import type { Projections } from '../projection/projections.js';
import type { Metrics } from './metrics.js';
import type { UnreadableEvents } from './unreadable-events.js';

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

/** What waits for the log, and what stands still behind it. */
export function observeProgress(metrics: Metrics, watch: ProgressWatch): void {
  metrics.gauge('slipway_unsequenced_events', 'Committed events that are not in the log yet', [], (gauge) => {
    gauge.set(watch.backlog.events);
  });
  metrics.gauge(
    'slipway_unsequenced_seconds',
    'For how long no event has entered the log while committed ones wait',
    [],
    (gauge) => {
      gauge.set(watch.backlog.seconds);
    },
  );
  metrics.gauge(
    'slipway_standstill_seconds',
    'For how long a projection, the relay or a consumer has not moved although there is something to do',
    ['follower'],
    (gauge) => {
      for (const { name, standsForSeconds } of watch.followers) gauge.set({ follower: name }, standsForSeconds);
    },
  );
}

/** Metrics of reactions, dead letters and the relay, which messaging reports. */
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
export function relayObserver(metrics: Metrics, unreadable: UnreadableEvents): MessagingObserver {
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
    unreadable: () => {
      unreadable.passedOver('relay');
    },
  };
}
