import { Inject, type FactoryProvider } from '@nestjs/common';
import { canonicalIdentity, Duration } from '@slipway/contracts';
import { isBetween } from '@slipway/flow';
import { jsonVariable, readSettings, ServiceKitError } from '@slipway/service-kit';
import { z } from 'zod';
import type { Identities } from '../domain/identities.js';
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

const Format = z.string().transform((pattern, context): RegExp => {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a regular expression' });
    return z.NEVER;
  }
});

const Identities = z
  .strictObject({
    format: Format.prefault('^[a-z][a-z0-9._-]*$'),
    aliases: z.record(z.string().min(1), z.string().min(1)).default({}),
  })
  .transform(({ format, aliases }, context): Identities => {
    const canonical = new Map<string, string>();
    for (const [alias, name] of Object.entries(aliases)) {
      const [from, to] = [canonicalIdentity(alias), canonicalIdentity(name)];
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', path: ['aliases', alias], message });
      };
      if (!format.test(to)) refuse(`'${to}' is no identity: it does not match the format`);
      if ((canonical.get(from) ?? to) !== to) refuse('is there twice in other spelling, and stands for two people');
      canonical.set(from, to);
    }
    return { format, aliases: canonical };
  });

const examples = {
  INTAKE_PUBLISHERS: '{"ci":["/ci/*"]}',
  INTAKE_IDENTITIES: '{"format":"^[a-z][a-z0-9._-]*$","aliases":{"grace@example.com":"grace"}}',
  INTAKE_PATIENCE: 'PT10M',
};

const Patience = Duration.refine((patience) => isBetween(patience, 'PT1S', 'P1D'), 'must be between PT1S and P1D');

const Settings = z.object({
  INTAKE_PUBLISHERS: jsonVariable(Publishers).optional(),
  INTAKE_LARGEST_EVENT: z.coerce.number().int().min(1024).max(900_000).default(262_144),
  INTAKE_IDENTITIES: jsonVariable(Identities).prefault('{}'),
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
