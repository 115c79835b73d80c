import { Inject, type FactoryProvider } from '@nestjs/common';
import { Duration } from '@slipway/contracts';
import { jsonVariable, readSettings, ServiceKitError } from '@slipway/service-kit';
import { z } from 'zod';
import { anywhere, targetPattern, type TargetPatterns } from '../domain/watch/target-patterns.js';

/** What monitoring is configured with, beside what every service is. */
export interface MonitoringSettings {
  /** How long raw samples are kept, ISO 8601; longer than the longest watch. */
  readonly sampleRetention: string;
  /** Which URLs belong to which environment and product. */
  readonly targets: TargetPatterns;
}

const Patterns = z.array(z.string().regex(targetPattern, 'must be a scheme, a host and a path')).min(1);
const Products = z.record(z.string().min(1), Patterns);
const example = '{"production":{"shop":["https://shop.example/*"]}}';

const Settings = z.object({
  MONITORING_SAMPLE_RETENTION: Duration.default('P45D'),
  MONITORING_TARGETS: jsonVariable(z.record(z.string().min(1), Products)).optional(),
});

/**
 * What may be watched: outside of production anything that speaks HTTP, unless MONITORING_TARGETS says otherwise.
 * @throws ServiceKitError CONFIGURATION_INVALID
 */
export function readMonitoringSettings(variables: Readonly<Record<string, string | undefined>>): MonitoringSettings {
  const examples = { MONITORING_SAMPLE_RETENTION: 'P45D', MONITORING_TARGETS: example };
  const settings = readSettings(Settings, variables, examples);
  const { MONITORING_SAMPLE_RETENTION: sampleRetention, MONITORING_TARGETS: listed } = settings;
  if (listed === undefined && variables['NODE_ENV'] === 'production') {
    const problems = [
      `MONITORING_TARGETS is missing: which URLs belong to which environment and product, such as ${example}`,
    ];
    throw new ServiceKitError('CONFIGURATION_INVALID', { problems });
  }
  return { sampleRetention, targets: listed ?? anywhere };
}

const SETTINGS = Symbol('monitoring settings');

export const InjectMonitoringSettings = (): ParameterDecorator => Inject(SETTINGS);

export const monitoringSettings: FactoryProvider<MonitoringSettings> = {
  provide: SETTINGS,
  useFactory: () => readMonitoringSettings(process.env),
};
