import {
  ApprovalDeclined,
  ApprovalDeclineWithdrawn,
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalRequested,
  ApprovalWithdrawn,
  SecondReviewGiven,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { HatWearers } from '@slipway/flow';
import { exampleRelease } from '../release/release.examples.js';
import type { ApprovalCommand } from './approval.commands.js';
import { approval } from './approval.decider.js';
import type { ApprovalContext } from './may-approve.policy.js';

const releaseId = 'shop-1.1.0';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const [ada, grace, barbara, linus] = ['ada', 'grace', 'barbara', 'linus'];
const now = '2026-11-23T10:00:00.000Z';
const carrying = (letter: string, author = ada) => ({
  ...exampleRelease,
  author,
  artifacts: [{ name: 'web', uri: 'https://artifacts.example/web', digest: digest(letter) }],
});
const context: ApprovalContext = {
  now,
  actor: { id: grace },
  progress: 'preparing',
  hats: { author: [ada] },
  granted: [],
  summary: carrying('a'),
};
const { given } = specificationFor(approval, context, expect);

const requested = ({ quorum = 1, author = ada, digests = [digest('a')] } = {}) =>
  ApprovalRequested.of({ releaseId, quorum, author, digests });
const approved = (by: string) => ApprovalGiven.of({ releaseId, approver: by, digests: [digest('a')] });
const obtained = (...approvers: string[]) => ApprovalObtained.of({ releaseId, approvers, digests: [digest('a')] });
const lapsed = (...approvers: string[]) =>
  ApprovalLapsed.of({ releaseId, approvers, reason: 'the artifacts of the release changed' });

const approve = ({ seen }: { seen?: string[] } = {}): ApprovalCommand => ({
  type: 'Approve',
  releaseId,
  seen,
  comment: undefined,
});
const replaceArtifacts = (to: string): ApprovalCommand => ({ type: 'ReplaceArtifacts', releaseId, digests: [to] });
const declined = ApprovalDeclined.of({ releaseId, approver: grace, reason: 'not on a Friday' });
const withdrawDecline: ApprovalCommand = { type: 'WithdrawDecline', releaseId, reason: 'the wrong tab' };
const withdrawApproval: ApprovalCommand = { type: 'WithdrawApproval', releaseId, reason: 'I read on' };
const decline: ApprovalCommand = { type: 'Decline', releaseId, reason: 'not on a Friday' };
const by = (id: string) => ({ actor: { id } });
const wearing = (hats: HatWearers) => ({ hats: { author: [ada], ...hats } });

it('is obtained when the quorum has approved', () => {
  given(requested()).when(approve(), by(grace)).then(approved(grace), obtained(grace));
});

it('waits for as many distinct people as the type of the release asks for', () => {
  given(requested({ quorum: 2 }))
    .when(approve(), by(grace))
    .then(approved(grace));
  given(requested({ quorum: 2 }), approved(grace))
    .when(approve(), by(barbara))
    .then(approved(barbara), obtained(grace, barbara));
});

it('refuses the author of the release', () => {
  given(requested({ author: ada }))
    .when(approve(), by(ada))
    .thenRejected('AUTHOR_CANNOT_APPROVE');
});

it('refuses the one who deploys the release', () => {
  given(requested())
    .when(approve(), { ...by(linus), ...wearing({ deployer: [linus] }) })
    .thenRejected('DEPLOYER_CANNOT_APPROVE');
});

it('counts nobody twice', () => {
  given(requested({ quorum: 2 }), approved(grace))
    .when(approve(), by(grace))
    .thenRejected('APPROVED_ALREADY');
});

it('refuses an approval of other bytes than were asked about', () => {
  given(requested())
    .when(approve(), { summary: carrying('b') })
    .thenRejected('DIGESTS_CHANGED');
});

it('refuses an approval of other bytes than its sender saw', () => {
  given(requested())
    .when(approve({ seen: [digest('b')] }))
    .thenRejected('DIGESTS_CHANGED', {
      seen: [digest('b')],
      current: [digest('a')],
      fix: 'read the release again, and approve its current artifacts',
    });
  given(requested())
    .when(approve({ seen: [digest('a')] }))
    .then(approved(grace), obtained(grace));
});

it('refuses an approval that was not asked for, or is settled', () => {
  given()
    .when(approve())
    .thenRejected('APPROVAL_NOT_OPEN', { approval: 'none', fix: expect.any(String) as string });
  given(requested(), approved(grace), obtained(grace))
    .when(approve(), by(barbara))
    .thenRejected('APPROVAL_NOT_OPEN', { approval: 'obtained', fix: 'nothing more is needed' });
});

it('is not given or declined once the release has ended', () => {
  const late = { progress: 'ended' } as const;
  given(requested()).when(approve(), late).thenRejected('RELEASE_ENDED');
  given(requested()).when(decline, late).thenRejected('RELEASE_ENDED');
  given(requested(), declined).when(withdrawDecline, late).thenRejected('RELEASE_ENDED');
  given(requested(), approved(grace)).when(withdrawApproval, late).thenRejected('RELEASE_ENDED');
});

it('lapses when an artifact changes, and is asked for again', () => {
  given(requested(), approved(grace), obtained(grace))
    .when(replaceArtifacts(digest('b')))
    .then(lapsed(grace), requested({ digests: [digest('b')] }));
});

it('can be given again by the same people after it lapsed', () => {
  const again = requested({ digests: [digest('a')] });
  given(requested({ digests: [digest('b')] }), approved(grace), lapsed(grace), again)
    .when(approve(), by(grace))
    .then(approved(grace), obtained(grace));
});

it('stands while the bytes are the same', () => {
  given(requested(), approved(grace), obtained(grace))
    .when(replaceArtifacts(digest('a')))
    .thenNothing();
});

it('is declined with a reason, which closes the request until that is withdrawn or the artifacts change', () => {
  given(requested()).when(decline).then(declined);
  given(requested(), declined)
    .when(approve(), by(barbara))
    .thenRejected('APPROVAL_NOT_OPEN', {
      approval: 'declined',
      declined: { by: grace, reason: 'not on a Friday' },
      fix: expect.stringContaining('approvals/declines/withdrawal') as string,
    });
  given(requested(), declined)
    .when(replaceArtifacts(digest('b')))
    .then(requested({ digests: [digest('b')] }));
});

it('is asked for once', () => {
  given(requested())
    .when({ type: 'RequestApproval', releaseId, author: ada, quorum: 1, digests: [digest('a')] })
    .thenNothing();
});

it('is asked for again when somebody said who the author is', () => {
  given(requested({ author: 'D. Ritchie' }))
    .when({ type: 'RequestApproval', releaseId, author: 'dennis', quorum: 1, digests: [digest('a')] })
    .then(requested({ author: 'dennis' }));
});

it.each(['ada', 'Ada', ' ada '])('refuses the author who signs in as %j', (id) => {
  given(requested()).when(approve(), by(id)).thenRejected('AUTHOR_CANNOT_APPROVE');
});

it('refuses the author whom the release has now, whomever the request names', () => {
  given(requested({ author: 'D. Ritchie' }))
    .when(approve(), { summary: carrying('a', grace), hats: { author: ['d. ritchie', grace] } })
    .thenRejected('AUTHOR_CANNOT_APPROVE');
});

it('refuses the person who said who the author is', () => {
  given(requested())
    .when(approve(), wearing({ 'author-namer': [grace] }))
    .thenRejected('HATS_CONFLICT', {
      hat: 'approver',
      wears: 'author-namer',
      person: grace,
      fix: 'ask another approver',
    });
});

it('waits until somebody said who the author is', () => {
  given(requested({ author: 'D. Ritchie' }))
    .when(approve(), { summary: { ...carrying('a', 'D. Ritchie'), authorKnown: false } })
    .thenRejected('AUTHOR_UNRESOLVED', {
      author: 'D. Ritchie',
      fix: expect.stringContaining('/releases/shop-1.1.0/author') as string,
    });
});

it('is open again when who declined withdraws that, and approvals given before stay', () => {
  const history = [requested({ quorum: 2 }), approved(barbara), declined];
  const withdrawn = ApprovalDeclineWithdrawn.of({ releaseId, approver: grace, reason: 'the wrong tab' });
  given(...history)
    .when(withdrawDecline, by('Grace'))
    .then(withdrawn);
  given(...history, withdrawn)
    .when(approve())
    .then(approved(grace), obtained(barbara, grace));
  given(...history)
    .when(withdrawDecline, by(barbara))
    .thenRejected('DECLINE_OF_ANOTHER_PERSON');
  given(requested()).when(withdrawDecline).thenRejected('APPROVAL_NOT_DECLINED');
});

it('is open again when an approval that the quorum needs is withdrawn', () => {
  const withdrawn = ApprovalWithdrawn.of({ releaseId, approver: grace, reason: 'I read on' });
  const history = [requested(), approved(grace), obtained(grace)];
  given(...history)
    .when(withdrawApproval)
    .then(withdrawn);
  given(...history, withdrawn)
    .when(approve(), by(barbara))
    .then(approved(barbara), obtained(barbara));
  given(...history)
    .when(withdrawApproval, by(barbara))
    .thenRejected('APPROVAL_NOT_GIVEN');
});

it('is not withdrawn once something is deployed', () => {
  given(requested(), approved(grace), obtained(grace))
    .when(withdrawApproval, { progress: 'deploying' })
    .thenRejected('DEPLOYMENT_HAS_BEGUN');
});

describe('a second review', () => {
  const policy = { ...exampleRelease.policy, secondReviewWithin: 'PT24H' };
  const inAHurry = (id: string, hats: HatWearers = {}) => ({
    ...by(id),
    ...wearing(hats),
    summary: { ...carrying('a'), policy },
  });
  const once = [requested(), approved(grace), obtained(grace)];
  const reviewed = SecondReviewGiven.of({ releaseId, reviewer: barbara, digests: [digest('a')] });

  it('is given by another approver, once, where the policy asks for it', () => {
    given(...once)
      .when(approve(), inAHurry(barbara))
      .then(reviewed);
    given(...once, reviewed)
      .when(approve(), inAHurry('hedy'))
      .thenRejected('APPROVAL_NOT_OPEN');
    given(...once)
      .when(approve(), by(barbara))
      .thenRejected('APPROVAL_NOT_OPEN');
  });

  it('is none of the person who approved, of the author, or of the deployer', () => {
    given(...once)
      .when(approve(), inAHurry(grace))
      .thenRejected('APPROVED_ALREADY');
    given(...once)
      .when(approve(), inAHurry(ada))
      .thenRejected('AUTHOR_CANNOT_APPROVE');
    given(...once)
      .when(approve(), inAHurry(linus, { deployer: [linus] }))
      .thenRejected('DEPLOYER_CANNOT_APPROVE');
  });

  it('lapses with the approval that it is about', () => {
    const withdrawn = ApprovalWithdrawn.of({ releaseId, approver: grace, reason: 'I read on' });
    const before = [...once, reviewed].reduce((state, event) => approval.evolve(state, event), approval.initialState);
    expect(before.secondReviewer).toBe(barbara);
    expect(approval.evolve(before, withdrawn)).not.toHaveProperty('secondReviewer');
    expect(approval.evolve(before, lapsed(grace))).not.toHaveProperty('secondReviewer');
  });
});

it('is not declined once it is obtained: who regrets an approval withdraws it', () => {
  given(requested(), approved(grace), obtained(grace))
    .when(decline, by(barbara))
    .thenRejected('APPROVAL_NOT_OPEN', {
      approval: 'obtained',
      fix: `have grace withdraw the approval: POST /planning/v1/releases/${releaseId}/approvals/withdrawal`,
    });
});
