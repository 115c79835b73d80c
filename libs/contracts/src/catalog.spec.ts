import { readFileSync } from 'node:fs';
import { eventCatalog } from './catalog.js';
import { topics } from './topics.js';

const kebab = (type: string) => type.split('.').slice(2, 4).join('/');
const golden = (type: string): unknown => {
  const [service = '', fact = ''] = kebab(type).split('/');
  const folder = new URL(`./${service}/`, import.meta.url);
  const names = [fact, `${service}-${fact}`, `issue-${fact}`].map((name) => new URL(`${name}.golden.json`, folder));
  for (const name of names) {
    try {
      return JSON.parse(readFileSync(name, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error(`no golden payload for ${type}`);
};

describe('the event catalog', () => {
  it.each([...eventCatalog.keys()])('%s still reads its golden payload, unchanged', (type) => {
    const payload = golden(type);
    expect(eventCatalog.get(type)?.data.parse(payload)).toEqual(payload);
  });

  it.each([...eventCatalog.values()].map(({ type, topic }) => [type, topic] as const))(
    '%s is on the topic of its service',
    (type, topic) => {
      expect(topic).toBe(topics[type.split('.')[2] as keyof typeof topics]);
    },
  );
});
