import { limits } from '@slipway/contracts';
import type { Positions, Seen } from '../aggregate/command-identity.js';
import { ServiceKitError } from '../service-kit-error.js';

/** `"release:5,approval:3"`; a single position is `"5"`. Clients treat it as opaque. */
export const etagOf = (seen: Seen): string => `"${typeof seen === 'number' ? String(seen) : named(seen)}"`;

const named = (positions: Positions): string =>
  Object.entries(positions)
    .map(([category, position]) => `${category}:${String(position)}`)
    .join(',');

/** The position of one stream, by its category. */
export const positionIn = (stream: string, streamPosition: number): Positions => ({
  [stream.slice(0, stream.indexOf('-'))]: streamPosition,
});

const lonePosition = /^"(\d{1,15})"$/;
const namedPositions = /^"([a-z][a-z0-9]*:\d{1,15}(?:,[a-z][a-z0-9]*:\d{1,15})*)"$/;

/**
 * The positions that the sender saw, from `If-Match`. `*` and no header mean any.
 * @throws ServiceKitError IF_MATCH_INVALID
 */
export function seenPositions(header: string | undefined): Seen | undefined {
  const value = header?.trim();
  if (value === undefined || value === '*') return undefined;
  const lone = lonePosition.exec(value)?.[1];
  if (lone !== undefined) return Number(lone);
  const pairs = namedPositions.exec(value)?.[1]?.split(',') ?? [];
  // Each position costs one read of a stream.
  const few = pairs.length <= limits.request.expectedStreams;
  const positions = few ? Object.fromEntries(pairs.map(positionOf)) : {};
  if (pairs.length > 0 && few && Object.keys(positions).length === pairs.length) return positions;
  throw new ServiceKitError('IF_MATCH_INVALID', {
    field: 'If-Match',
    fix: 'send one ETag as you received it, with its quotes: "release:7,approval:2"',
  });
}

function positionOf(pair: string): [category: string, position: number] {
  const colon = pair.indexOf(':');
  return [pair.slice(0, colon), Number(pair.slice(colon + 1))];
}
