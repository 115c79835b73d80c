import { baseFlow } from './base-flow.js';
import { readTemplate } from './read-template.js';

it('reads a template as it was written, once for all who ask', () => {
  const text = JSON.stringify(baseFlow);
  expect(readTemplate(text)).toEqual(baseFlow);
  expect(readTemplate(text)).toBe(readTemplate(text));
  expect(readTemplate(JSON.stringify({ ...baseFlow, title: 'Other' }))).toMatchObject({ title: 'Other' });
});

it('refuses what is none, each time', () => {
  for (const text of ['{}', '{}', 'no JSON']) expect(() => readTemplate(text)).toThrow();
});
