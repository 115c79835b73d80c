import { z } from 'zod';

/** The capacities in which people act for one release. The policy says which of them one person may not combine. */
export const Hat = z.enum([
  'author',
  /** Said who the author is, where the review named nobody known. */
  'author-namer',
  'reviewer',
  'approver',
  'deployer',
  'acceptance-owner',
  'signer',
  'exception-requester',
  'exception-confirmer',
  /** Published the template that the release pins. */
  'template-publisher',
]);
export type Hat = z.infer<typeof Hat>;
