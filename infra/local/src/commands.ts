import { migrate, serveEdge, serveIssuer } from './containers.js';
import { dataFolderOf, readVariables } from './settings.js';
import { bench, benchFlows } from './system/bench.js';
import { restartWhenAsked } from './system/restart-when-asked.js';
import { rebuild } from './system/rebuild.js';
import { reset } from './system/reset.js';
import { startSystem, type RunningSystem } from './system/system.js';

const report = (line: string) => console.log(`slipway: ${line}`);

/** What `npm start` and its siblings run. */
export const commands: Readonly<Partial<Record<string, (args: readonly string[]) => Promise<void>>>> = {
  start: async () => {
    const stop = stopAsked();
    const dataFolder = dataFolderOf(readVariables());
    const system = await startSystem({ dataFolder, report, signal: stop.signal });
    announce(system, dataFolder);
    restartWhenAsked(system, report);
    await stop.asked;
    await system.stop();
    report('stopped');
    leaveLauncher();
  },
  bench: async ([what, ...args]) => {
    await (what === 'flows' ? benchFlows(args) : bench(report));
    leaveLauncher();
  },
  reset: () => reset(dataFolderOf(readVariables()), report),
  rebuild: (args) => rebuild(args, dataFolderOf(readVariables()), report),
  // In containers each of these is a process of its own: see docker-compose.yml.
  migrate: () => migrate(report),
  issuer: () => serveIssuer(report),
  edge: () => serveEdge(report),
};

/** Closes the IPC channel to the launcher, which would keep this process alive. */
export function leaveLauncher(): void {
  process.removeAllListeners('disconnect');
  if (process.connected) process.disconnect();
}

/** Aborts when it is time to stop: on a signal, or when the launcher is gone. */
function stopAsked(): { readonly asked: Promise<void>; readonly signal: AbortSignal } {
  const controller = new AbortController();
  const asked = new Promise<void>((resolve) => {
    const ask = (why: string) => {
      report(controller.signal.aborted ? 'still stopping: services drain for up to 25 s' : `stopping, since ${why}`);
      controller.abort();
      resolve();
    };
    process.on('SIGINT', () => ask('Ctrl-C was pressed'));
    process.on('SIGTERM', () => ask('SIGTERM came'));
    process.on('SIGHUP', () => ask('the terminal was closed'));
    process.on('disconnect', () => ask('the launcher is gone'));
  });
  return { asked, signal: controller.signal };
}

function announce(system: RunningSystem, dataFolder: string): void {
  const lines = [
    '',
    'Slipway is up.',
    `  everything        ${system.edgeUrl}/`,
    ...Object.keys(system.serviceUrls).map((name) => `  ${name.padEnd(17)} ${system.edgeUrl}/${name}/openapi.json`),
    `  a token           curl -s ${system.edgeUrl}/auth/token -H 'content-type: application/json' -d '{"username":"ada","password":"ada"}'`,
    `  the users         ${system.edgeUrl}/auth/users`,
    `  Kafka             ${system.kafkaBrokers}   (kcat -C -b ${system.kafkaBrokers} -t release.planning.v1 -f '%k %h %s\\n')`,
    `  PostgreSQL        ${system.databaseUrl}`,
    `  logs              ${dataFolder}/logs`,
    'Next: "A first release" in README.md. Ctrl-C stops everything; npm run reset removes what is stored.',
    '',
  ];
  console.log(lines.join('\n'));
}
