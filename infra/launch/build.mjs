import { capture, Problem, progress } from './processes.mjs';

/** Nx as this repository uses it: no daemon left behind, nothing sent anywhere. */
export const nxEnvironment = () => ({ ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' });

/** Compiles what has changed since the last build; the Nx cache makes the rest immediate. */
export async function build() {
  const bar = progress('building');
  const result = await capture('nx', ['run-many', '-t', 'build', '--output-style=static'], {
    env: nxEnvironment(),
    onTick: () => bar.tick(),
  });
  if (result.code !== 0) throw new Problem(`the build failed:\n${result.stdout}${result.stderr}`.trimEnd());
  bar.done();
}
