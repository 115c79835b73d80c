import type { TrailEntry } from './trail-entry.js';

/** Which entries of a trail are asked for; what is absent does not filter. */
export interface TrailFilter {
  readonly type?: string | undefined;
  readonly actor?: string | undefined;
  readonly service?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Times are those at which the events happened; `from` is inclusive, `to` exclusive. */
export const passes =
  ({ type, actor, service, from, to }: TrailFilter) =>
  (entry: TrailEntry): boolean =>
    (type === undefined || entry.type === type) &&
    (actor === undefined || entry.who.id === actor) &&
    (service === undefined || entry.service === service) &&
    (from === undefined || entry.when.occurredAt >= from) &&
    (to === undefined || entry.when.occurredAt < to);
