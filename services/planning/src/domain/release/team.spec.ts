import { TeamAssembled, TeamRole, TeamRoleAcknowledged, TeamRoleAssigned } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import type { ReleaseCommand } from './release.commands.js';
import { release } from './release.decider.js';
import { exampleContext, exampleRelease, person, proposed } from './release.examples.js';

const { releaseId } = exampleRelease;
const { given } = specificationFor(release, exampleContext, expect);

describe('the team', () => {
  const assigned = (role: TeamRole, to = role) => TeamRoleAssigned.of({ releaseId, role, person: to });
  const acknowledged = (role: TeamRole) => TeamRoleAcknowledged.of({ releaseId, role, person: role });
  const acknowledge = (role: TeamRole): ReleaseCommand => ({ type: 'AcknowledgeTeamRole', role });
  const assign = (to: string): ReleaseCommand => ({ type: 'AssignTeamRole', role: 'deployer', person: to });

  it('is assembled when every role is assigned and acknowledged', () => {
    const others = TeamRole.options.filter((role) => role !== 'sre');
    given(proposed(), ...TeamRole.options.map((role) => assigned(role)), ...others.map(acknowledged))
      .when(acknowledge('sre'), { actor: person('sre', 'sre') })
      .then(
        acknowledged('sre'),
        TeamAssembled.of({ releaseId, members: TeamRole.options.map((role) => ({ role, person: role })) }),
      );
  });

  it('does not let an approver deploy, however they are spelled', () => {
    given(proposed())
      .when(assign('Grace '), { hats: { approver: ['grace'] } })
      .thenRejected('APPROVER_CANNOT_DEPLOY');
    given(proposed())
      .when(assign('Linus '), { hats: { approver: ['grace'] } })
      .then(TeamRoleAssigned.of({ releaseId, role: 'deployer', person: 'linus' }));
  });

  it('does not let a deployer wear another hat that the policy keeps apart', () => {
    given(proposed())
      .when(assign('linus'), { hats: { 'acceptance-owner': ['linus'] } })
      .thenRejected('HATS_CONFLICT');
    given(proposed(), assigned('deployer', 'deployer'))
      .when(acknowledge('deployer'), {
        actor: person('deployer', 'deployer'),
        hats: { approver: ['deployer'] },
      })
      .thenRejected('HATS_CONFLICT');
  });

  it('lets only the assigned person acknowledge, who must hold the role, and once', () => {
    const history = [proposed(), assigned('sre')];
    given(...history)
      .when(acknowledge('sre'))
      .thenRejected('ROLE_OF_ANOTHER_PERSON');
    given(...history)
      .when(acknowledge('sre'), { actor: person('sre', 'support', 'admin') })
      .thenRejected('ROLE_REQUIRED');
    given(...history, acknowledged('sre'))
      .when(acknowledge('sre'), { actor: person('sre', 'sre') })
      .thenRejected('ACKNOWLEDGED_ALREADY');
    given(proposed()).when(acknowledge('sre')).thenRejected('ROLE_NOT_ASSIGNED');
  });

  it('asks a new member to acknowledge too', () => {
    given(
      proposed(),
      assigned('sre'),
      acknowledged('sre'),
      TeamRoleAssigned.of({ releaseId, role: 'sre', person: 'radia' }),
    )
      .when(acknowledge('sre'), { actor: person('radia', 'sre') })
      .then(TeamRoleAcknowledged.of({ releaseId, role: 'sre', person: 'radia' }));
  });
});
