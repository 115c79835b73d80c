/**
 * The value at or below which this share of the samples lies, by the nearest-rank method (as in NIST's handbook, 2.6.2):
 * the sample at rank ceil(share * n). 0 for no samples.
 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
