import { z } from 'zod';
import { canonicalIdentity } from '../identity.js';
import { ArtifactReference, EnvironmentName, ReleaseId, ReleaseType, SemanticVersion } from '../primitives.js';
import { defineInbound } from './define-inbound.js';
import { key, oneLine, personName } from './texts.js';
import { Timestamp } from './timestamp.js';

/** Keeps release ids unique: no product name looks like `<product>-<version>`, so an id can be split again. */
export const releaseIdOf = ({ product, version }: { readonly product: string; readonly version: string }): string =>
  `${product}-${version}`.toLowerCase();

const Product = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*$/, 'a product is lower-case letters, digits, dots and hyphens: shop')
  .refine((product) => !/-\d+\.\d+\.\d+/.test(product), {
    message:
      'must not contain what reads like a version (-1.2.3): release ids are <product>-<version>, and could be read in two ways. Name it shop-v2, say',
  });

const longestReleaseId = 119;

const calendar = { start: '2000-01-01T00:00:00.000Z', end: '2200-01-01T00:00:00.000Z' } as const;
const longestWindow = 366 * 86_400_000;

const ReviewedWindow = z
  .strictObject({ start: Timestamp, end: Timestamp })
  .refine(({ start, end }) => start < end, { message: 'the window must end after it starts', path: ['end'] })
  .refine(({ start }) => start >= calendar.start, { message: 'must be in the year 2000 or later', path: ['start'] })
  .refine(({ end }) => end <= calendar.end, { message: 'must be before the year 2200', path: ['end'] })
  .refine(({ start, end }) => Date.parse(end) - Date.parse(start) <= longestWindow, {
    message: 'the window must not be longer than a year',
    path: ['end'],
  });

/** Each is named once, ignoring differences in spelling. */
function unique<Item>(of: (item: Item) => string, field: string) {
  return (items: readonly Item[], context: z.core.$RefinementCtx): void => {
    const first = new Map<string, number>();
    for (const [at, item] of items.entries()) {
      const earlier = first.get(canonicalIdentity(of(item)));
      if (earlier === undefined) first.set(canonicalIdentity(of(item)), at);
      else {
        const path = field === '' ? [at] : [at, field];
        context.addIssue({ code: 'custom', path, message: `is that of entry ${String(earlier)} too: name each once` });
      }
    }
  };
}

const ReviewedArtifact = z.strictObject({ name: oneLine(200), uri: key(2000), digest: ArtifactReference.shape.digest });

/** The signal [rv]: all review phases of a version are done. The release is called `<product>-<version>`, in lower case. */
export const ReviewCompletedInbound = defineInbound(
  'dev.slipway.inbound.review.completed.v1',
  z
    .strictObject({
      product: Product,
      version: SemanticVersion,
      releaseType: ReleaseType,
      title: oneLine(200),
      author: personName(200),
      environment: EnvironmentName,
      components: z
        .array(oneLine(100))
        .min(1)
        .max(200)
        .superRefine(unique((component) => component, '')),
      artifacts: z
        .array(ReviewedArtifact)
        .min(1)
        .max(200)
        .superRefine(unique(({ name }) => name, 'name'))
        .superRefine(unique(({ digest }) => digest, 'digest')),
      previousReleaseId: ReleaseId.optional(),
      window: ReviewedWindow,
      reviewers: z.array(personName(200)).min(1).max(100),
      templateId: key(200).optional(),
    })
    .refine((review) => releaseIdOf(review).length <= longestReleaseId, {
      message: `product and version name the release: they must be at most ${String(longestReleaseId - 1)} characters long together`,
      path: ['product'],
    }),
);
