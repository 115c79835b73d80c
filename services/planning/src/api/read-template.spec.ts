import { baseFlow } from '@slipway/flow';
import { readTemplate } from './read-template.js';

const errorsOf = (bytes: Buffer, mediaType = 'application/json') => {
  const read = readTemplate(bytes, mediaType);
  return 'rejected' in read ? (read.details['errors'] as { field?: string; reason?: string }[]) : [];
};

it('takes a template that it wrote', () => {
  expect(readTemplate(Buffer.from(JSON.stringify(baseFlow)), 'application/json')).toEqual(baseFlow);
});

it.each([
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe]), /UTF-8/],
  ['endless nesting', Buffer.from('['.repeat(100_000)), /deep/],
  ['text that nobody can keep', Buffer.from(JSON.stringify({ ...baseFlow, title: 'a\0b' })), /U\+0000/],
])('refuses %s', (_, bytes, reason) => {
  expect(errorsOf(bytes)[0]?.reason).toMatch(reason);
});

it('names the first of many errors, and how many more there are', () => {
  const unknown = Object.fromEntries(Array.from({ length: 1000 }, (_, number) => [`f${String(number)}`, 1]));
  const errors = errorsOf(Buffer.from(JSON.stringify({ ...baseFlow, ...unknown })));
  expect(errors).toHaveLength(21);
  const steps = Array.from({ length: 1000 }, () => '## [step] x').join('\n\n');
  expect(errorsOf(Buffer.from(steps), 'text/markdown').length).toBeLessThanOrEqual(21);
});
