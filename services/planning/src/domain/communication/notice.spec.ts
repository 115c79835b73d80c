import { exampleRelease as release } from '../release/release.examples.js';
import { noticeFor } from './notice.js';

it('gives each audience a text of its own, and an unknown audience the general one', () => {
  const texts = [...release.policy.audiences, 'press'].map((audience) => noticeFor(audience, 'letter', release).text);
  expect(new Set(texts).size).toBe(texts.length);
  expect(noticeFor('operations', 'line', release).text).toContain('50 %, 100 %');
});
