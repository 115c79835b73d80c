import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build, nxEnvironment } from './build.mjs';
import { capture, dataFolder, Problem, runCommand } from './processes.mjs';

const reports = path.join(dataFolder, 'test');
/**
 * Specs use the CPU; int specs wait half of the time, each with its own database and topics; e2e specs start whole
 * systems, and two at a time are too much for two cores.
 */
const tiers = { spec: { workers: 2 }, int: { workers: 3 }, e2e: { workers: 1 } };

/** Runs one ESLint for all projects: one for each project would compile the types of the libraries every time. */
export async function runLint(args) {
  const format = await runCommand('prettier', ['--check', '--log-level=warn', '.']);
  // The boundary rule reads the project graph that Nx last stored, and reports nothing without one.
  const graph = await capture('nx', ['show', 'projects'], { env: nxEnvironment() });
  if (graph.code !== 0) throw new Problem(`Nx cannot read the projects:\n${graph.stderr}`);
  const lint = await runCommand('eslint', ['--max-warnings=0', ...(args.length > 0 ? args : ['.'])]);
  return format === 0 ? lint : format;
}

/** Formats and fixes what can be fixed without a person. */
export async function runFormat() {
  const format = await runCommand('prettier', ['--write', '--log-level=warn', '.']);
  const fix = await runCommand('eslint', ['--fix', '--max-warnings=0', '.']);
  return format === 0 ? fix : format;
}

/** Runs the tests again that a change touches. Without `--selectProjects` those are the specs, which need no servers. */
export async function watchTests(args) {
  const specs = args.includes('--selectProjects') ? [] : ['--selectProjects', 'spec'];
  if (specs.length === 0 && (await runBuild()) !== 0) return 1;
  // An option stands behind `--selectProjects`, which would take the path or name for a project.
  return runCommand('jest', [...specs, '--watch', ...args], jestEnvironment());
}

/** Checks only the projects that differ from a commit, `main` when none is named, and those that depend on them. */
export async function runAffected([base = 'main']) {
  const asked = ['show', 'projects', '--affected', `--base=${base}`, '--json'];
  const { code, stdout, stderr } = await capture('nx', asked, { env: nxEnvironment() });
  if (code !== 0) throw new Problem(`Nx cannot compare with '${base}': name a commit or a branch\n${stderr}`);
  const names = JSON.parse(stdout);
  const folders = await Promise.all(names.map(folderOf));
  if (folders.length === 0) {
    console.log(`slipway: no project differs from ${base}`);
    return 0;
  }
  console.log(`slipway: differing from ${base}, or depending on what does: ${names.join(', ')}`);
  return runStages([...staticChecks(folders), builds, ...Object.keys(tiers).map((tier) => jestStage(tier, folders))]);
}

const staticChecks = (folders) => [
  { name: 'format and lint', run: () => runLint(folders) },
  { name: 'types', run: () => runTypecheck([]) },
];

async function folderOf(project) {
  const { stdout } = await capture('nx', ['show', 'project', project, '--json'], { env: nxEnvironment() });
  return JSON.parse(stdout).root;
}

export function runTypecheck(args) {
  return runCommand('tsc', ['-p', 'tsconfig.json', ...args]);
}

async function runBuild() {
  try {
    await build();
    return 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(error.message);
    return 1;
  }
}

const builds = { name: 'build', run: runBuild };

/** Whether the pages that are made from the code say what it says now. */
const runDocsCheck = () => runCommand(process.execPath, ['infra/launch/docs.mjs', '--check']);

/** Runs all checks, or, with arguments, only the tests that Jest selects by them. */
export function runTests(args) {
  const tests = Object.keys(tiers).map((tier) => jestStage(tier, args));
  if (args.length > 0) return runStages([builds, ...tests]);
  return runStages([...staticChecks([]), builds, { name: 'generated pages', run: runDocsCheck }, ...tests]);
}

async function runStages(stages) {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const outcomes = [];
  for (const stage of stages) outcomes.push(await timed(stage));
  return summarise(outcomes);
}

const selected = (tier, report) => [
  ...['--selectProjects', tier, '--passWithNoTests'],
  ...['--json', `--outputFile=${report}`],
];

function jestStage(tier, args) {
  const report = path.join(reports, `${tier}.json`);
  return {
    name: `${tier} tests`,
    report,
    run: () =>
      runCommand(
        'jest',
        [`--maxWorkers=${tiers[tier].workers}`, ...selected(tier, report), ...args],
        jestEnvironment(),
      ),
  };
}

const jestEnvironment = () => ({
  // The services of each system that is started are compiled once.
  NODE_COMPILE_CACHE: path.join(dataFolder, 'compile-cache'),
  ...process.env,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings`.trim(),
});

async function timed({ name, run, report }) {
  console.log(`\n── ${name} ──`);
  const began = Date.now();
  const code = await run();
  return { name, report, code, seconds: Math.round((Date.now() - began) / 1000) };
}

/** Tests are counted from Jest's own reports; a stage that failed without a failing test counts as one failure. */
function summarise(outcomes) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log('');
  for (const { name, code, seconds, report } of outcomes) {
    const counted = report === undefined ? { passed: 0, failed: 0, skipped: 0 } : countsOf(report);
    total.passed += counted.passed;
    total.failed += code !== 0 && counted.failed === 0 ? 1 : counted.failed;
    total.skipped += counted.skipped;
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}, ${seconds} s`);
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed === 0 ? 0 : 1;
}

function countsOf(report) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests,
    };
  } catch (error) {
    if (error.code === 'ENOENT') return { passed: 0, failed: 0, skipped: 0 };
    throw error;
  }
}
