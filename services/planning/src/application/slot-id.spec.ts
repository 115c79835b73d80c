import { slotId } from './slot-id.js';

it('is one for each component of each environment, however these are called', () => {
  expect(slotId({ environment: 'a', component: 'b-c' })).not.toBe(slotId({ environment: 'a-b', component: 'c' }));
  expect(slotId({ environment: 'production', component: 'cart' })).toMatch(/^[0-9a-f]{64}$/);
});
