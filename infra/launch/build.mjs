import path from 'node:path';
import { isBuilt, noteBuilt, stateOfSources } from './built.mjs';
import { capture, nodeModulesBin, Problem, progress } from './processes.mjs';

/** Nx as this repository uses it: no daemon left behind, nothing sent anywhere. */
export const nxEnvironment = () => ({ ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' });

/** Compiles what has changed since the last build. Nx takes two seconds to find that nothing has changed, so it runs only after a change. */
export async function build(projects = []) {
  const sources = stateOfSources();
  if (isBuilt(sources)) return;
  const bar = progress('building');
  const only = projects.length === 0 ? [] : ['-p', projects.join(',')];
  const result = await capture(
    path.join(nodeModulesBin, 'nx'),
    ['run-many', '-t', 'build', 'bundle', '--output-style=static', ...only],
    {
      env: nxEnvironment(),
      onTick: () => bar.tick(),
    },
  );
  if (result.code !== 0) throw new Problem(`the build failed:\n${result.stdout}${result.stderr}`.trimEnd());
  if (projects.length === 0) noteBuilt(sources);
  bar.done();
}
