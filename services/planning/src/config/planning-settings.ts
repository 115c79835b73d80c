import { Inject, type FactoryProvider } from '@nestjs/common';
import type { Identities } from '@slipway/contracts';
import { identitiesExample, identitiesVariable, readSettings } from '@slipway/service-kit';
import { z } from 'zod';

/** What planning is configured with, beside what every service is. */
export interface PlanningSettings {
  readonly identities: Identities;
}

const Settings = z.object({ INTAKE_IDENTITIES: identitiesVariable });

/** @throws ServiceKitError CONFIGURATION_INVALID */
export function readPlanningSettings(variables: Readonly<Record<string, string | undefined>>): PlanningSettings {
  const { INTAKE_IDENTITIES: identities } = readSettings(Settings, variables, { INTAKE_IDENTITIES: identitiesExample });
  return { identities };
}

const SETTINGS = Symbol('planning settings');

export const InjectPlanningSettings = (): ParameterDecorator => Inject(SETTINGS);

export const planningSettings: FactoryProvider<PlanningSettings> = {
  provide: SETTINGS,
  useFactory: () => readPlanningSettings(process.env),
};
