import { hash } from 'node:crypto';
import type { Setting } from '@slipway/contracts';
import { ExecutorError, type AppliedSetting } from '../domain/deployment-executor.js';

/** The settings as instances get them. @throws ExecutorError SECRET_UNKNOWN */
export function valuesOf(
  settings: readonly Setting[],
  secrets: (lookup: string) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    settings.map((setting) => {
      if (!setting.secret) return [setting.name, setting.value];
      const value = secrets(setting.lookup);
      if (value !== undefined) return [setting.name, value];
      const fix = 'give it to the deployment service: DEPLOYMENT_SECRET_<LOOKUP>, in capitals';
      throw new ExecutorError('SECRET_UNKNOWN', { setting: setting.name, lookup: setting.lookup, fix });
    }),
  );
}

/** The settings as the trail gets them: a secret leaves no trace of its value, not even a digest that could be guessed at. */
export function appliedOf(settings: readonly Setting[]): AppliedSetting[] {
  return settings.map((setting) => ({
    name: setting.name,
    digest: `sha256:${hash('sha256', setting.secret ? setting.lookup : setting.value, 'hex')}`,
    secret: setting.secret,
  }));
}
