import type { ArtifactReference } from './primitives.js';

export const digestsOf = (artifacts: readonly Pick<ArtifactReference, 'digest'>[]): string[] =>
  artifacts.map(({ digest }) => digest);

/** Whether both name the same bytes, in any order. */
export const sameDigests = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].sort().join() === [...others].sort().join();
