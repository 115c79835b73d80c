import type { Taken } from '@slipway/scenarios';
import type { Found } from '../found/found.js';
import type { Ground } from '../ground.js';
import type { Played } from '../play/plays.js';

/** What is known when it is quiet again. */
export interface Outcome {
  readonly ground: Ground;
  readonly found: Found;
  readonly played: readonly Played[];
  /** What the doors took. */
  readonly taken: readonly Taken[];
}

/** Something that is not as it was promised. */
export interface Finding {
  readonly what: string;
  /** Where to look. */
  readonly look: string;
}

/** A promise, and how to see whether it is kept. */
export interface Check {
  readonly promise: string;
  /** Whether a breach may still heal: what is on its way arrives, and what is doubled stays so. */
  readonly heals: boolean;
  readonly findings: (outcome: Outcome) => Promise<readonly Finding[]> | readonly Finding[];
}

const shown = 5;

/** One finding for all that are alike, with the first few. */
export function some(what: string, look: string, all: readonly string[]): readonly Finding[] {
  if (all.length === 0) return [];
  const more = all.length > shown ? `, and ${String(all.length - shown)} more` : '';
  return [{ what: `${what}: ${all.slice(0, shown).join(', ')}${more}`, look }];
}
