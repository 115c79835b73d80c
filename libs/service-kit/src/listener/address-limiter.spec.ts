import { AddressLimiter } from './address-limiter.js';

const takes = async (limiter: AddressLimiter, address: string, times: number) => {
  const taken = await Promise.all(Array.from({ length: times }, () => limiter.take(address)));
  return taken.filter(Boolean).length;
};

describe('the limit of an address', () => {
  it('is its own', async () => {
    const limiter = new AddressLimiter(10);
    expect(await takes(limiter, '10.0.0.1', 15)).toBe(10);
    expect(await takes(limiter, '10.0.0.2', 5)).toBe(5);
  });

  it('counts a refused credential as several requests', async () => {
    const limiter = new AddressLimiter(10);
    await limiter.countFailure('10.0.0.1');
    expect(await takes(limiter, '10.0.0.1', 15)).toBe(5);
  });

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
    ['2001:db8::1', '2001:db8:0:0:5:6:7:8'],
  ])('is that of the network of an IPv6 address: %s and %s', async (one, other) => {
    const limiter = new AddressLimiter(10);
    await takes(limiter, one, 10);
    expect(await takes(limiter, other, 5)).toBe(0);
  });
});
