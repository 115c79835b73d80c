import {
  ApprovalDeclined,
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalRequested,
} from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { approval, type ApprovalCommand } from './approval.decider.js';

const releaseId = 'shop-1.1.0';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const [ada, grace, barbara, linus] = ['ada', 'grace', 'barbara', 'linus'];
const now = '2026-11-23T10:00:00.000Z';
const { given } = specificationFor(approval, { now, actor: { id: grace } }, expect);

const requested = ({ quorum = 1, author = ada, digests = [digest('a')] } = {}) =>
  ApprovalRequested.of({ releaseId, quorum, author, digests });
const approved = (by: string) => ApprovalGiven.of({ releaseId, approver: by, digests: [digest('a')] });
const obtained = (...approvers: string[]) => ApprovalObtained.of({ releaseId, approvers, digests: [digest('a')] });
const lapsed = (...approvers: string[]) =>
  ApprovalLapsed.of({ releaseId, approvers, reason: 'the artifacts of the release changed' });

const approve = ({
  deployer,
  digests = [digest('a')],
}: { deployer?: string; digests?: string[] } = {}): ApprovalCommand => ({
  type: 'Approve',
  releaseId,
  digests,
  deployer,
});
const replaceArtifacts = (to: string): ApprovalCommand => ({ type: 'ReplaceArtifacts', releaseId, digests: [to] });
const decline: ApprovalCommand = { type: 'Decline', releaseId, reason: 'not on a Friday' };
const by = (id: string) => ({ actor: { id } });

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
    .when(approve({ deployer: linus }), by(linus))
    .thenRejected('DEPLOYER_CANNOT_APPROVE');
});

it('counts nobody twice', () => {
  given(requested({ quorum: 2 }), approved(grace))
    .when(approve(), by(grace))
    .thenRejected('APPROVED_ALREADY');
});

it('refuses an approval of other bytes than were asked about', () => {
  given(requested())
    .when(approve({ digests: [digest('b')] }))
    .thenRejected('DIGESTS_CHANGED');
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
  const late = { standing: 'ended' } as const;
  given(requested())
    .when({ ...approve(), ...late })
    .thenRejected('RELEASE_ENDED');
  given(requested())
    .when({ ...decline, ...late })
    .thenRejected('RELEASE_ENDED');
});

it('lapses when an artifact changes, and is asked for anew', () => {
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

it('is declined with a reason, which closes the request until the artifacts change', () => {
  const declined = ApprovalDeclined.of({ releaseId, approver: grace, reason: 'not on a Friday' });
  given(requested()).when(decline).then(declined);
  given(requested(), declined)
    .when(approve(), by(barbara))
    .thenRejected('APPROVAL_NOT_OPEN', { approval: 'declined', fix: expect.any(String) as string });
  given(requested(), declined)
    .when(replaceArtifacts(digest('b')))
    .then(requested({ digests: [digest('b')] }));
});

it('is asked for once', () => {
  given(requested())
    .when({ type: 'RequestApproval', releaseId, author: ada, quorum: 1, digests: [digest('a')] })
    .thenNothing();
});
