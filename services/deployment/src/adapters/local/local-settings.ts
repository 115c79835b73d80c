import path from 'node:path';
import { ArtifactReference } from '@slipway/contracts';
import { jsonVariable, readSettings } from '@slipway/service-kit';
import { z } from 'zod';

const Target = z.strictObject({
  /** The stable address of the deployed product: http://127.0.0.1:<port> */
  port: z.int().min(1).max(65535),
  /** What is to run there before the first release of Slipway. */
  initial: ArtifactReference.optional(),
});

const Targets = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,60}$/), Target);

const Command = z.tuple([z.string().min(1)], z.string());

const Variables = z.object({
  DEPLOYMENT_WORK_FOLDER: z.string().optional(),
  SLIPWAY_DATA_FOLDER: z.string().optional(),
  DEPLOYMENT_TARGETS: jsonVariable(Targets).default({}),
  DEPLOYMENT_DRAIN_SECONDS: z.coerce.number().positive().default(30),
  /** For tests, which run the proxy from its sources. */
  DEPLOYMENT_PROXY_COMMAND: jsonVariable(Command).optional(),
});

const examples = {
  DEPLOYMENT_TARGETS: '{"shop":{"port":9000}}',
  DEPLOYMENT_DRAIN_SECONDS: '30',
  DEPLOYMENT_PROXY_COMMAND: '["node","proxy/main.js"]',
};

export type LocalTargetSettings = z.infer<typeof Target>;

export interface LocalSettings {
  readonly workFolder: string;
  readonly targets: Readonly<Record<string, LocalTargetSettings>>;
  /** Seconds after which old instances end although a request or an open connection of theirs is still under way. */
  readonly drainSeconds: number;
  /** What a secret setting's lookup finds. */
  readonly secrets: (lookup: string) => string | undefined;
  /** How to start a proxy; its arguments follow. */
  readonly proxyCommand: readonly [string, ...string[]];
}

const secretPrefix = 'DEPLOYMENT_SECRET_';

/**
 * Reads the settings of the local executor from the environment. Secrets have a prefix of their own, so that no plan
 * can name a variable of the service itself.
 * @throws ServiceKitError CONFIGURATION_INVALID that names each bad variable and its fix
 */
export function readLocalSettings(environment: NodeJS.ProcessEnv = process.env): LocalSettings {
  const variables = readSettings(Variables, environment, examples);
  const workFolder = variables.DEPLOYMENT_WORK_FOLDER ?? variables.SLIPWAY_DATA_FOLDER ?? '.slipway/deployment';
  return {
    workFolder: path.resolve(workFolder),
    targets: variables.DEPLOYMENT_TARGETS,
    drainSeconds: variables.DEPLOYMENT_DRAIN_SECONDS,
    secrets: (lookup) => environment[`${secretPrefix}${lookup.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`],
    proxyCommand: variables.DEPLOYMENT_PROXY_COMMAND ?? [
      process.execPath,
      path.join(import.meta.dirname, 'proxy', 'main.js'),
    ],
  };
}
