import {
  AcceptanceConfirmed,
  ApprovalGiven,
  AuthorNamed,
  canonicalIdentity,
  DeploymentPlanRecorded,
  DeploymentStarted,
  HatTaken,
  ReleaseProposed,
  ReleaseSignedOff,
  RollbackRehearsed,
  SecondReviewGiven,
  TeamRoleAcknowledged,
  type Hat,
} from '@slipway/contracts';
import { conductOf } from '@slipway/flow';
import type { Fact } from './flow.commands.js';
import type { FlowEvent } from './flow.events.js';
import type { FlowRun } from './flow.state.js';

interface Taken {
  readonly hat: Hat;
  readonly person: string;
}

/** A person who does one of these actions deploys. */
const deploying = [DeploymentPlanRecorded, DeploymentStarted, RollbackRehearsed];

/** Who puts on which hat by this fact. To be assigned a role is not to act in it; to acknowledge it is. */
function takenBy(fact: Fact): Taken[] {
  if (ReleaseProposed.is(fact)) return proposedBy(fact.data);
  if (ApprovalGiven.is(fact)) return [{ hat: 'approver', person: fact.data.approver }];
  if (SecondReviewGiven.is(fact)) return [{ hat: 'approver', person: fact.data.reviewer }];
  if (AcceptanceConfirmed.is(fact)) return [{ hat: 'acceptance-owner', person: fact.data.owner }];
  if (ReleaseSignedOff.is(fact)) return [{ hat: 'signer', person: fact.data.by }];
  if (TeamRoleAcknowledged.is(fact) && fact.data.role === 'deployer')
    return [{ hat: 'deployer', person: fact.data.person }];
  if (deploying.some((deed) => deed.is(fact)) && fact.actor.kind === 'person')
    return [{ hat: 'deployer', person: fact.actor.id }];
  if (AuthorNamed.is(fact))
    return [
      { hat: 'author', person: fact.data.author },
      { hat: 'author-namer', person: fact.data.by },
    ];
  return [];
}

const proposedBy = ({ reviewedBy, templatePublishedBy }: ReleaseProposed['data']): Taken[] => [
  ...reviewedBy.map((person): Taken => ({ hat: 'reviewer', person })),
  ...(templatePublishedBy === undefined ? [] : [{ hat: 'template-publisher' as const, person: templatePublishedBy }]),
];

/** Each hat is noted once for each person. */
export function hatsTaken(run: FlowRun, fact: Fact): FlowEvent[] {
  const { releaseId } = run.release;
  const by = { eventId: fact.eventId, type: fact.type };
  return takenBy(fact)
    .map(({ hat, person }) => ({ hat, person: canonicalIdentity(person) }))
    .filter(({ hat, person }) => run.hats[hat]?.includes(person) !== true)
    .map(({ hat, person }) => HatTaken.of({ releaseId, hat, person, by }));
}

/** The people who wear two hats that the policy keeps apart: each door asks before, and the end asks once more. */
export function hatsInConflict({ release, hats }: FlowRun): string[] {
  return conductOf(release.policy).hats.flatMap(([one, other]) =>
    (hats[one] ?? [])
      .filter((person) => hats[other]?.includes(person))
      .map((person) => `${person} is ${one} and ${other}`),
  );
}
