import type { Actor, Role } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import type { Progress } from '../release/progress.js';
import type { CommandOf, CommunicationCommand } from './communication.commands.js';
import type { CommunicationState, Team } from './communication.state.js';

export interface CommunicationContext extends DecisionContext<Actor> {
  /** How far the release has come. */
  readonly progress: Progress;
}

export type CommunicationRejection = 'RELEASE_ENDED' | 'ROLE_REQUIRED' | 'ACKNOWLEDGED_ALREADY' | 'NO_MESSAGES';

type OfRelease = Pick<CommunicationCommand, 'releaseId'>;

/** A rule of one command. */
type CommunicationRule<Command> = Rule<Command, CommunicationState, CommunicationContext, CommunicationRejection>;

const releaseHasNotEnded: CommunicationRule<OfRelease> = ({ releaseId }, _, { progress }) =>
  progress === 'ended'
    ? reject('RELEASE_ENDED', { releaseId, fix: 'propose another release; this one has ended' })
    : pass;

const messagesAreThere: CommunicationRule<CommandOf<'PrepareCommunication'>> = ({ messages }) =>
  messages.length === 0 ? reject('NO_MESSAGES', { fix: 'configure NOTIFICATION_CHANNELS' }) : pass;

const roleOfTeam: Readonly<Record<Team, Role>> = { operations: 'sre', support: 'support' };

const memberOfTheTeam: CommunicationRule<CommandOf<'AcknowledgeTeam'>> = ({ team }, _, { actor: { roles } }) =>
  roles.includes(roleOfTeam[team])
    ? pass
    : reject('ROLE_REQUIRED', {
        team,
        needed: [roleOfTeam[team]],
        has: roles,
        fix: 'ask someone with the needed role',
      });

const acknowledgesOnce: CommunicationRule<CommandOf<'AcknowledgeTeam'>> = ({ team }, { acknowledged }) =>
  acknowledged[team] === undefined
    ? pass
    : reject('ACKNOWLEDGED_ALREADY', { team, person: acknowledged[team], fix: 'nothing more is needed' });

/** Anyone can communicate about a release until it ends, whatever its state. */
export const mayCommunicate: readonly CommunicationRule<OfRelease>[] = [releaseHasNotEnded];

export const mayPrepare: readonly CommunicationRule<CommandOf<'PrepareCommunication'>>[] = [messagesAreThere];

export const mayAcknowledge: readonly CommunicationRule<CommandOf<'AcknowledgeTeam'>>[] = [
  memberOfTheTeam,
  acknowledgesOnce,
];
