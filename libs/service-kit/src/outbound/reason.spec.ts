import { textDefect } from '@slipway/contracts';
import { outboundLimits } from './outbound-limits.js';
import { reasonOf } from './reason.js';

it('keeps what another system said, bounded and without what no store keeps', () => {
  const reason = reasonOf(new Error(`550 no\0such user\ud800 ${'x'.repeat(10_000)}`));
  expect(textDefect(reason)).toBeUndefined();
  expect(reason).toMatch(/^550 no\ufffdsuch user\ufffd x+…$/);
  expect(reason.length).toBeLessThanOrEqual(outboundLimits.receipt.characters);
});
