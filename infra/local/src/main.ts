import { commands, leaveLauncher } from './commands.js';
import { explain } from './explain.js';
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
