import type { Taken } from '@slipway/scenarios';
import type { Found } from '../found/found.js';
import type { Ground } from '../ground.js';
import type { Played } from '../play/plays.js';

/** The findings, read when the system is quiet again. */
export interface Outcome {
  readonly ground: Ground;
  readonly found: Found;
  readonly played: readonly Played[];
  /** The requests that the API accepted. */
  readonly taken: readonly Taken[];
}

/** A violation of a guarantee. */
export interface Finding {
  readonly what: string;
  /** Where to look. */
  readonly look: string;
}

/** A guarantee, and how to check it. */
export interface Check {
  readonly promise: string;
  /** Whether a violation can still resolve: a missing event can arrive, a duplicate stays. */
  readonly heals: boolean;
  readonly findings: (outcome: Outcome) => Promise<readonly Finding[]> | readonly Finding[];
}

const shown = 5;

/** Combines similar findings into one, with the first few examples. */
export function some(what: string, look: string, all: readonly string[]): readonly Finding[] {
  if (all.length === 0) return [];
  const more = all.length > shown ? `, and ${String(all.length - shown)} more` : '';
  return [{ what: `${what}: ${all.slice(0, shown).join(', ')}${more}`, look }];
}
