import { CodedError } from '@slipway/decider';
import { commands, leaveLauncher } from './commands.js';
import { LocalError } from './local-error.js';

const [name = '', ...args] = process.argv.slice(2);
try {
  const command = commands[name];
  if (command === undefined) {
    const fix = `no command '${name}'; there are ${Object.keys(commands).join(', ')}`;
    throw new LocalError('SETTING_INVALID', { command: name, fix });
  }
  await command(args);
} catch (error) {
  explain(error);
  process.exitCode = 1;
  leaveLauncher();
}

function explain(error: unknown): void {
  if (error instanceof LocalError) {
    console.error(`slipway: ${error.details.fix}`);
    const explainsItself = error.code === 'PORT_IN_USE' || error.code === 'STOPPED';
    if (!explainsItself && error.cause !== undefined) console.error(error.cause);
    return;
  }
  console.error(error);
  if (error instanceof CodedError && error.code === 'MIGRATION_FAILED') {
    console.error('slipway: the stored data is of another state of the code; npm run reset removes it, for good');
  }
}
