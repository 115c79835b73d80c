import { SemanticVersion } from '../primitives.js';
import { releaseIdOf, ReviewCompletedInbound } from './review-completed-inbound.js';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const artifact = (name: string, letter: string) => ({ name, uri: `https://a.example/${name}`, digest: digest(letter) });
const review = (changes: object = {}) => ({
  product: 'shop',
  version: '1.1.0',
  releaseType: 'minor',
  title: 'Shop 1.1',
  author: 'ada',
  environment: 'production',
  components: ['web'],
  artifacts: [artifact('shop', 'a')],
  window: { start: '2026-11-23T10:00:00.000Z', end: '2026-11-23T12:00:00.000Z' },
  reviewers: ['grace'],
  ...changes,
});
const read = (changes: object) => ReviewCompletedInbound.data.safeParse(review(changes));

describe('a semantic version', () => {
  it.each([
    '1.2.3',
    '1.0.0-rc.1',
    '1.2.3+build.5',
    '1.0.0-rc.1+build.5',
    '1.0.0-RC1',
    '10.20.30-alpha.beta',
    '1.0.0--',
  ])('is %s', (version) => {
    expect(SemanticVersion.safeParse(version).success).toBe(true);
    expect(read({ version }).success).toBe(true);
  });

  it.each([
    '01.2.3',
    '1.02.3',
    '1.0.0-01',
    '1.0.0-a..b',
    '1.0.0-.',
    '1.0.0-a.',
    'v1.2.3',
    '1.2.3.4',
    '2026.1',
    '1.2.3+',
    '',
  ])('is not %j', (version) => {
    expect(read({ version }).success).toBe(false);
  });
});

describe('the id of a release', () => {
  it('is in lower case', () => {
    expect(releaseIdOf({ product: 'shop', version: '1.0.0-RC1' })).toBe('shop-1.0.0-rc1');
  });

  it.each(['shop-1.0.0', 'shop-1.0.0-pro', 'a-12.0.3b', 'Shop', 'shop front', 'shop+', '-shop', ''])(
    'has no product %j, with which it could be read in two ways or not at all',
    (product) => {
      expect(read({ product }).error?.issues).toMatchObject([{ path: ['product'] }]);
    },
  );

  it.each(['shop-1', 'shop-1.2', 'shop2', 'a.b-c'])('has a product %s', (product) => {
    expect(read({ product }).success).toBe(true);
  });

  it('is no longer than ids are', () => {
    expect(read({ product: 'x'.repeat(120) }).error?.issues).toMatchObject([{ path: ['product'] }]);
  });
});

describe('a completed review', () => {
  it('has its window in any form of time', () => {
    const window = { start: '2026-11-23 10:00:00+00:00', end: '2026-11-23T13:00:00+01:00' };
    expect(read({ window }).data?.window).toEqual(review().window);
  });

  it.each([
    ['before the calendar', '0001-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'start'],
    ['beyond the calendar', '2199-12-31T00:00:00Z', '2200-01-02T00:00:00Z', 'end'],
    ['longer than a year', '2026-01-01T00:00:00Z', '2027-01-03T00:00:00Z', 'end'],
    ['without end', '2026-01-01T00:00:00Z', undefined, 'end'],
    ['the other way round', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', 'end'],
  ])('is refused with a window %s', (_, start, end, field) => {
    const issues = read({ window: { start, end } }).error?.issues ?? [];
    expect(issues.map(({ path }) => path)).toContainEqual(['window', field]);
  });

  it.each<[string, object, (string | number)[]]>([
    ['one name', { artifacts: [artifact('shop', 'a'), artifact('Shop', 'b')] }, ['artifacts', 1, 'name']],
    ['one digest', { artifacts: [artifact('shop', 'a'), artifact('web', 'a')] }, ['artifacts', 1, 'digest']],
    ['one component', { components: ['web', 'cart', 'web '] }, ['components', 2]],
  ])('is refused when it names two things by %s', (_, changes, path) => {
    expect(read(changes).error?.issues).toMatchObject([{ path }]);
  });

  it.each<[string, object, string]>([
    ['a title of two lines', { title: 'Shop\n## 2026' }, 'title'],
    ['a title that turns round', { title: 'Shop \u202Egpj.exe' }, 'title'],
    ['a title that is a book', { title: 'x'.repeat(201) }, 'title'],
    ['too many artifacts', { artifacts: Array.from({ length: 201 }, () => artifact('x', 'a')) }, 'artifacts'],
    ['an author of white space', { author: ' ' }, 'author'],
    ['its own word on whether the author is known', { authorKnown: true }, ''],
  ])('is refused with %s', (_, changes, field) => {
    expect(read(changes).error?.issues[0]?.path[0] ?? '').toBe(field);
  });
});
