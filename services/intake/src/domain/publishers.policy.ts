import { reject, type Rejection } from '@slipway/decider';

/** The sources that each publisher can use; `*` in a source matches anything, `*` as a publisher everyone. */
export type Publishers = Readonly<Record<string, readonly string[]>>;

export const anyone: Publishers = { '*': ['*'] };

type SourceNotAllowed = Rejection<'SOURCE_NOT_ALLOWED'>;

/** The publisher that a source belongs to. With no name for it but `*`, the source is its own publisher. */
export function publisherOf(source: string, publishers: Publishers): { publisher: string } | SourceNotAllowed {
  const named = Object.keys(publishers).filter((name) => name !== '*');
  const publisher = named.find((name) => covers(publishers[name], source));
  if (publisher !== undefined) return { publisher };
  if (covers(publishers['*'], source)) return { publisher: source.slice(0, 200).replace(/\p{Cs}$/u, '') };
  return notAllowed(source, 'use a source that INTAKE_PUBLISHERS lists, or have this one added to it');
}

/** Whether this publisher, who has shown who it is, may speak for the source. */
export function maySpeakFor(publisher: string, source: string, publishers: Publishers): SourceNotAllowed | undefined {
  if (covers(publishers[publisher], source) || covers(publishers['*'], source)) return undefined;
  return notAllowed(source, `'${publisher}' may send for ${(publishers[publisher] ?? ['no source']).join(', ')}`);
}

const notAllowed = (source: string, fix: string): SourceNotAllowed =>
  reject('SOURCE_NOT_ALLOWED', { field: 'source', source, fix });

const covers = (patterns: readonly string[] | undefined, source: string): boolean =>
  patterns?.some((pattern) => matches(pattern, source)) ?? false;

function matches(pattern: string, source: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(source);
}
