import { z } from 'zod';

/** The capacities in which people act for one release. The policy defines which of them one person must not combine. */
export const Hat = z.enum([
  'author',
  /** Named the author, because the review did not name a known person. */
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
