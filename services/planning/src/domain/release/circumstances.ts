import { canonicalIdentity, type Hat } from '@slipway/contracts';
import type { HatWearers } from '@slipway/flow';
import type { ApprovalState } from '../approval/approval.state.js';
import type { FlowException } from '../flow/exceptions/exception.state.js';
import { isRun, type FlowState } from '../flow/flow.state.js';
import type { ReleaseState } from './release.state.js';
import { progressOf, type Progress } from './progress.js';

/** What the rules of a release judge by beside the stream that they are about. */
export interface Circumstances {
  /** How far the release has come. */
  readonly progress: Progress;
  /** Who wears which hats, by canonical identity. */
  readonly hats: HatWearers;
  readonly granted: readonly FlowException[];
}

interface Streams {
  readonly release: ReleaseState;
  readonly flow: FlowState;
  readonly approval: Pick<ApprovalState, 'approvers' | 'secondReviewer'>;
}

/**
 * The flow notes hats and exceptions as facts reach it; those of planning's own streams count at once, so that two
 * commands in a row cannot slip in between.
 */
export function circumstancesOf({ release, flow, approval: { approvers, secondReviewer } }: Streams): Circumstances {
  const run = isRun(flow) ? flow : undefined;
  const own = { ...hatsOf(release), approver: [...approvers, ...worn(secondReviewer)] };
  return {
    progress: progressOf(flow),
    hats: merged(run?.hats ?? {}, own),
    granted: Object.values(run?.exceptions ?? {}).filter(({ status }) => status === 'granted'),
  };
}

const worn = (person: string | undefined) => (person === undefined ? [] : [person]);

function hatsOf(release: ReleaseState): HatWearers {
  if (release.status === 'none') return {};
  const { summary, reviewedBy, team, authorNamedBy, templatePublishedBy } = release;
  return {
    author: [summary.author],
    reviewer: reviewedBy,
    deployer: worn(team.deployer?.person),
    'author-namer': worn(authorNamedBy),
    'template-publisher': worn(templatePublishedBy),
  };
}

function merged(some: HatWearers, others: HatWearers): HatWearers {
  const hats = [...new Set([...Object.keys(some), ...Object.keys(others)])] as Hat[];
  return Object.fromEntries(
    hats.map((hat) => [hat, [...new Set([...(some[hat] ?? []), ...(others[hat] ?? [])].map(canonicalIdentity))]]),
  );
}
