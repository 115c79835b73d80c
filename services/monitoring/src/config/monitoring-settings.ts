import { Inject, type FactoryProvider } from '@nestjs/common';
import { Duration } from '@slipway/contracts';
import { readSettings } from '@slipway/service-kit';
import { z } from 'zod';

/** What monitoring is configured with, beside what every service is. */
export interface MonitoringSettings {
  /** How long raw samples are kept, ISO 8601; longer than the longest watch. */
  readonly sampleRetention: string;
}

const Settings = z.object({ MONITORING_SAMPLE_RETENTION: Duration.default('P45D') });

/** @throws ServiceKitError CONFIGURATION_INVALID */
export function readMonitoringSettings(variables: Readonly<Record<string, string | undefined>>): MonitoringSettings {
  const examples = { MONITORING_SAMPLE_RETENTION: 'P45D' };
  return { sampleRetention: readSettings(Settings, variables, examples).MONITORING_SAMPLE_RETENTION };
}

const SETTINGS = Symbol('monitoring settings');

export const InjectMonitoringSettings = (): ParameterDecorator => Inject(SETTINGS);

export const monitoringSettings: FactoryProvider<MonitoringSettings> = {
  provide: SETTINGS,
  useFactory: () => readMonitoringSettings(process.env),
};
