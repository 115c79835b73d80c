import { Inject, type FactoryProvider } from '@nestjs/common';
import { Duration, type Identities } from '@slipway/contracts';
import { isBetween } from '@slipway/flow';
import {
  identitiesExample,
  identitiesVariable,
  jsonVariable,
  readSettings,
  ServiceKitError,
} from '@slipway/service-kit';
import { z } from 'zod';
import { anyone, type Publishers } from '../domain/publishers.policy.js';

/** The settings of intake, in addition to those of every service. */
export interface IntakeSettings {
  readonly publishers: Publishers;
  /** Of a CloudEvent with its data, in bytes. */
  readonly largestEvent: number;
  readonly identities: Identities;
  /** How long a message of the topic waits for the [rv] of its release, ISO 8601. */
  readonly patience: string;
}

const Publishers = z.record(z.string().min(1), z.array(z.string().min(1)).min(1));

const examples = {
  INTAKE_PUBLISHERS: '{"ci":["/ci/*"]}',
  INTAKE_IDENTITIES: identitiesExample,
  INTAKE_PATIENCE: 'PT10M',
};

const Patience = Duration.refine((patience) => isBetween(patience, 'PT1S', 'P1D'), 'must be between PT1S and P1D');

const Settings = z.object({
  INTAKE_PUBLISHERS: jsonVariable(Publishers).optional(),
  INTAKE_LARGEST_EVENT: z.coerce.number().int().min(1024).max(900_000).default(262_144),
  INTAKE_IDENTITIES: identitiesVariable,
  INTAKE_PATIENCE: Patience.default('PT10M'),
});

/**
 * Who may send for which sources: outside of production everyone for everything, unless INTAKE_PUBLISHERS says otherwise.
 * @throws ServiceKitError CONFIGURATION_INVALID
 */
export function readIntakeSettings(variables: Readonly<Record<string, string | undefined>>): IntakeSettings {
  const settings = readSettings(Settings, variables, examples);
  const { INTAKE_PUBLISHERS: listed, INTAKE_LARGEST_EVENT: largestEvent, INTAKE_IDENTITIES: identities } = settings;
  const { INTAKE_PATIENCE: patience } = settings;
  if (listed === undefined && variables['NODE_ENV'] === 'production') {
    const example = examples.INTAKE_PUBLISHERS;
    const problems = [`INTAKE_PUBLISHERS is missing: who may send for which sources, such as ${example}`];
    throw new ServiceKitError('CONFIGURATION_INVALID', { problems });
  }
  return { publishers: listed ?? anyone, largestEvent, identities, patience };
}

const SETTINGS = Symbol('intake settings');

export const InjectIntakeSettings = (): ParameterDecorator => Inject(SETTINGS);

export const intakeSettings: FactoryProvider<IntakeSettings> = {
  provide: SETTINGS,
  useFactory: () => readIntakeSettings(process.env),
};
