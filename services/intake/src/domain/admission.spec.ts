import { ReviewCompleted } from '@slipway/contracts';
import {
  releaseIsKnown,
  reviewAdmitted,
  type KnownRelease,
  type ReviewContext,
  type ReviewState,
} from './admission.policy.js';

const now = '2026-11-23T10:00:00.000Z';
const { data: review } = ReviewCompleted.of({
  releaseId: 'shop-1.1.0',
  product: 'shop',
  version: '1.1.0',
  releaseType: 'minor',
  title: 'Shop 1.1',
  author: 'ada',
  environment: 'production',
  components: ['web'],
  artifacts: [{ name: 'shop', uri: 'file:///shop.tgz', digest: `sha256:${'a'.repeat(64)}` }],
  window: { start: '2026-11-23T10:00:00.000Z', end: '2026-11-23T12:00:00.000Z' },
  reviewers: ['grace'],
  origin: { source: '/ci', id: '1', publisher: 'ci', receivedAt: now },
});
const known = (changes: Partial<KnownRelease> = {}): KnownRelease => ({
  releaseId: 'shop-1.0.0',
  product: 'shop',
  version: '1.0.0',
  environment: 'production',
  status: 'released',
  ...changes,
});
const admitted = (changes: Partial<typeof review> = {}, around: Partial<ReviewState & ReviewContext> = {}) =>
  reviewAdmitted(
    { ...review, ...changes },
    { existing: undefined, templateKnown: true, previous: undefined, ...around },
    { now, unreachable: [], ...around },
  );

describe('a completed review', () => {
  it('is admitted, also with a release before it', () => {
    expect(admitted()).toBeUndefined();
    expect(admitted({ previousReleaseId: 'shop-1.0.0' }, { previous: known() })).toBeUndefined();
  });

  it.each([
    ['1.1.0', '1.1.0+2'],
    ['1.1.0+build.5', '1.1.0+build.5.2'],
  ])('is refused for a release that there is, and told what to do: %s', (version, suggested) => {
    const existing = known({ releaseId: 'shop-1.1.0', version, environment: 'staging', status: 'aborted' });
    expect(admitted({ version }, { existing })).toMatchObject({
      rejected: 'RELEASE_EXISTS',
      details: {
        existing: { releaseId: 'shop-1.1.0', environment: 'staging', status: 'aborted' },
        fix: expect.stringContaining(`such as ${suggested}`) as string,
      },
    });
  });

  it('is refused under a template that nobody has published', () => {
    const rejection = { rejected: 'TEMPLATE_UNKNOWN', details: { templateId: 'nope' } };
    expect(admitted({ templateId: 'nope' }, { templateKnown: false })).toMatchObject(rejection);
  });

  it('is refused with artifacts that nobody could fetch', () => {
    const unreachable = [{ field: 'data.artifacts.0.uri', fix: 'have its folder added' }];
    const rejection = { rejected: 'PAYLOAD_INVALID', details: { fields: unreachable } };
    expect(admitted({}, { unreachable })).toMatchObject(rejection);
  });

  it('is refused when its window has ended', () => {
    const window = { start: '2026-11-22T10:00:00.000Z', end: now };
    expect(admitted({ window })).toMatchObject({
      rejected: 'PAYLOAD_INVALID',
      details: { fields: [{ field: 'data.window.end' }] },
    });
  });

  it.each([
    ['itself', 'shop-1.1.0', undefined, 'PAYLOAD_INVALID'],
    ['one that nobody knows', 'shop-0.0.1', undefined, 'RELEASE_UNKNOWN'],
    ['one of another product', 'cart-1.0.0', known({ product: 'cart' }), 'PAYLOAD_INVALID'],
    ['one to another environment', 'shop-1.0.0', known({ environment: 'staging' }), 'PAYLOAD_INVALID'],
  ])('is refused when the release before it is %s', (_, previousReleaseId, previous, rejected) => {
    expect(admitted({ previousReleaseId }, { previous })).toMatchObject({ rejected });
  });
});

describe('what is said of a release', () => {
  it('is refused when nobody knows the release', () => {
    expect(releaseIsKnown('shop-1.0.00', undefined)).toMatchObject({ rejected: 'RELEASE_UNKNOWN' });
    expect(releaseIsKnown('shop-1.0.0', known())).toBeUndefined();
  });
});
