/** Why a command was refused, in the words that a refused fact keeps. */
export const reasons = {
  START_NOT_ORDERED: 'the flow has not ordered the deployment yet',
  APPROVER_CANNOT_DEPLOY: 'who approved a release cannot deploy it',
  PLAN_MISSING: 'there is no deployment plan',
  DRY_RUN_OUTDATED: 'another plan was recorded during the dry run',
  DEPLOYMENT_PAUSED: 'the release is paused',
  DEPLOYMENT_BEGUN: 'the deployment has begun',
  DEPLOYMENT_ENDED: 'the deployment has ended',
  NOTHING_TO_ROLL_BACK: 'nothing was deployed that could be rolled back',
  PHASE_NOT_CURRENT: 'the rollout is at another phase',
  NOT_FINISHING: 'the rollout is not at its end',
  NOT_ROLLING_BACK: 'no rollback is under way',
  NOT_ROLLING_OUT: 'no rollout is under way',
  EXECUTOR_NOT_OBSERVED: 'this deployment is done by Slipway itself, not by an outside tool',
  ARTIFACT_NOT_PLANNED: 'it is about an artifact that is not in the plan',
  ENVIRONMENT_NOT_PLANNED: 'it is about another environment than the plan',
  RELEASE_MISMATCH: 'it is about another release',
} as const;

export type DeploymentRejection = keyof typeof reasons;
