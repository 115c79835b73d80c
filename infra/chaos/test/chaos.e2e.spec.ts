import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const program = path.resolve(import.meta.dirname, '..', 'dist', 'main.js');

/** As `npm run chaos` does. */
async function chaos(...args: string[]): Promise<{ code: number | null; printed: string }> {
  const { NODE_OPTIONS: _ofJest, ...env } = process.env;
  const child = spawn(process.execPath, ['--no-warnings', program, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, printed };
}

it('releases get to their end though everything around them fails, and nothing is lost, doubled or reordered', async () => {
  const size = ['--minutes', '0.4', '--releases', '2', '--instances', '2', '--pause', '1.2'];
  const { code, printed } = await chaos(...size, '--seed', '20261127');
  const broken = printed.match(/^✖.*$/gm) ?? [];
  expect({ code, broken, printed: code === 0 ? '' : printed }).toEqual({ code: 0, broken: [], printed: '' });
  expect(printed).toContain('2 of 2 releases ended');
}, 540_000);

it('names the argument that is wrong, and what it must be', async () => {
  const { code, printed } = await chaos('--faults', 'kill-services');
  expect(code).toBe(1);
  expect(printed).toMatch(/--faults must be some of .*kill-service/);
});
