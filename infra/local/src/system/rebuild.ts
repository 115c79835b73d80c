import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { serviceNames, type ServiceName } from '@slipway/contracts';
import { startInfrastructure } from '../infrastructure.js';
import { LocalError } from '../local-error.js';
import { recordedRuns } from '../process/run-record.js';
import { fixedPorts, readVariables, repositoryRoot, type LocalVariables } from '../settings.js';
import { occupy } from './occupy.js';
import { prepareDatabase } from './prepare-database.js';
import { environmentOf } from './services.js';

const isService = (name: string): name is ServiceName => (serviceNames as readonly string[]).includes(name);

/**
 * Rebuilds a projection of a service from the log: `npm run rebuild -- planning release-calendar`, or `planning all`.
 * Uses the servers of the running system, or starts them for the duration of the rebuild.
 */
export async function rebuild(
  [service = '', projection = 'all']: readonly string[],
  dataFolder: string,
  report: (line: string) => void,
): Promise<void> {
  if (!isService(service)) {
    const fix = `say whose projection: npm run rebuild -- <service> [<projection>], where the services are ${serviceNames.join(', ')}`;
    throw new LocalError('SETTING_INVALID', { service, fix });
  }
  await using cleanup = new AsyncDisposableStack();
  const variables = readVariables();
  const servers = await serversFor(variables, dataFolder, report, cleanup);
  const database = await prepareDatabase(servers.databaseUrl, variables);
  const { kafkaBrokers } = servers;
  const { issuer, services, health } = fixedPorts(variables);
  const [port = 0, healthPort = 0] = [services[service][0], health[service][0]];
  const issuerUrl = `http://127.0.0.1:${issuer}/auth`;
  const environment = environmentOf(service, { dataFolder, database, kafkaBrokers, port, healthPort, issuerUrl });
  const program = path.join(repositoryRoot, 'services', service, 'bundle', 'main.js');
  const child = spawn(process.execPath, [program, '--rebuild', projection], { env: environment, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0)
    throw new LocalError('PROGRAM_FAILED', { program, fix: `${service} could not rebuild ${projection}` });
}

async function serversFor(
  variables: LocalVariables,
  dataFolder: string,
  report: (line: string) => void,
  cleanup: AsyncDisposableStack,
): Promise<{ databaseUrl: string; kafkaBrokers: string }> {
  const ports = fixedPorts(variables);
  if (recordedRuns(dataFolder).some(({ name }) => name === 'supervisor')) {
    return {
      databaseUrl: variables.DATABASE_URL ?? `postgres://postgres:slipway@127.0.0.1:${ports.postgres}/postgres`,
      kafkaBrokers: variables.KAFKA_BROKERS ?? `127.0.0.1:${ports.kafka}`,
    };
  }
  cleanup.defer(await occupy(dataFolder, report));
  const given = { databaseUrl: variables.DATABASE_URL, kafkaBrokers: variables.KAFKA_BROKERS };
  const servers = await startInfrastructure({ ...given, dataFolder, ports, report });
  cleanup.defer(() => servers.stop());
  return servers;
}
