import type { EventReference } from '@slipway/contracts';
import type { ArtifactResult } from './quality/artifact-result.js';
import type { Standing } from './standing.js';

/** Material for specs. */
export const releaseId = 'shop-1.1.0';
export const now = '2026-11-23T10:00:00.000Z';
export const digestOf = (character: string): string => `sha256:${character.repeat(64)}`;
export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const reference = (n: number): EventReference => ({
  eventId: uuid(n),
  type: 'dev.slipway.intake.test-suite-finished.v1',
  trail: `artifact-${'a'.repeat(64)}`,
  hash: 'f'.repeat(64),
});

export const result = (overrides: Partial<ArtifactResult> & { readonly n?: number } = {}): ArtifactResult => {
  const { n = 1, ...rest } = overrides;
  const { name = 'unit' } = rest;
  const line = { digest: digestOf('a'), kind: 'suite', source: '/ci/shop', subject: name } as const;
  return { ...line, name, outcome: 'success', reference: reference(n), ...rest };
};

export const standing = (overrides: Partial<Standing> = {}): Standing => ({
  ended: false,
  wearers: { author: ['ada'], deployer: ['linus'] },
  waived: [],
  checkPlans: [],
  ...overrides,
});
