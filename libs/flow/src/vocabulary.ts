import { ReleasePolicy, StepOrder } from '@slipway/contracts';
import { z } from 'zod';

export const StepType = z.enum([
  'planning',
  'validation',
  'communication',
  'deployment',
  'monitoring',
  'management',
  'documentation',
]);
export type StepType = z.infer<typeof StepType>;

export const StepService = StepOrder.shape.service;
export type StepService = z.infer<typeof StepService>;

/** Which service does the work of a step. */
export const serviceOfStepType: Readonly<Record<StepType, StepService>> = {
  planning: 'planning',
  communication: 'planning',
  documentation: 'planning',
  validation: 'validation',
  deployment: 'deployment',
  monitoring: 'monitoring',
  management: 'issues',
};

export const RiskLevel = z.enum(['low', 'medium', 'high', 'variable']);
export const RollbackCapability = ReleasePolicy.shape.rollback;
export const UserCommunication = z.enum(['extensive', 'moderate', 'minimal', 'targeted']);
export type UserCommunication = z.infer<typeof UserCommunication>;

export const RiskProbability = z.enum(['low', 'medium', 'high']);
export const RiskImpact = z.enum(['low', 'medium', 'high', 'critical']);
