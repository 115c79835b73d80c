import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const program = path.resolve(import.meta.dirname, '..', 'dist', 'main.js');

/** Runs the demonstration as `npm run demo` does, without a terminal. */
async function demo(...args: string[]): Promise<{ code: number | null; printed: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, printed };
}

describe('the demonstration', () => {
  it('that is interrupted in the middle stops everything and ends', async () => {
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'ignore'] });
    const exited = once(child, 'exit') as Promise<[number | null]>;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('approval obtained')) child.kill('SIGINT');
    });
    const [code] = await exited;
    expect(code).toBe(1);
  }, 120_000);

  it('goes back to the previous version when the new one breaks under load', async () => {
    const { code, printed } = await demo('--fault');
    expect({ code, broken: printed.match(/^✖.*$/gm) ?? [] }).toEqual({ code: 0, broken: [] });
    expect(printed).toContain('✔ the rollout was rolled back');
  }, 300_000);
});
