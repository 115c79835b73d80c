import { Inject, type FactoryProvider } from '@nestjs/common';
import { jsonVariable, readSettings, ServiceKitError } from '@slipway/service-kit';
import { z } from 'zod';
import { anyone, type Publishers } from '../domain/publishers.js';

/** What the door is configured with, beside what every service is. */
export interface IntakeSettings {
  readonly publishers: Publishers;
  /** Of a CloudEvent with its data, in bytes. */
  readonly largestEvent: number;
}

const Publishers = z.record(z.string().min(1), z.array(z.string().min(1)).min(1));
const example = '{"ci":["/ci/*"]}';

const Settings = z.object({
  INTAKE_PUBLISHERS: jsonVariable(Publishers).optional(),
  INTAKE_LARGEST_EVENT: z.coerce.number().int().min(1024).max(900_000).default(262_144),
});

/**
 * Who may send for which sources: outside of production everyone for everything, unless INTAKE_PUBLISHERS says otherwise.
 * @throws ServiceKitError CONFIGURATION_INVALID
 */
export function readIntakeSettings(variables: Readonly<Record<string, string | undefined>>): IntakeSettings {
  const settings = readSettings(Settings, variables, { INTAKE_PUBLISHERS: example });
  const { INTAKE_PUBLISHERS: listed, INTAKE_LARGEST_EVENT: largestEvent } = settings;
  if (listed === undefined && variables['NODE_ENV'] === 'production') {
    const problems = [`INTAKE_PUBLISHERS is missing: who may send for which sources, such as ${example}`];
    throw new ServiceKitError('CONFIGURATION_INVALID', { problems });
  }
  return { publishers: listed ?? anyone, largestEvent };
}

const SETTINGS = Symbol('intake settings');

export const InjectIntakeSettings = (): ParameterDecorator => Inject(SETTINGS);

export const intakeSettings: FactoryProvider<IntakeSettings> = {
  provide: SETTINGS,
  useFactory: () => readIntakeSettings(process.env),
};
