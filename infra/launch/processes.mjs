import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const dataFolder = path.join(root, '.slipway');
export const nodeModulesBin = path.join(root, 'node_modules', '.bin');

const pinnedNode = path.join(root, 'node_modules', 'node', 'bin', 'node');

/** kafkajs 2.2.4 sets negative timeouts on Node 24, which does no harm (its issue 1751). */
const quiet = '--disable-warning=TimeoutNegativeWarning';

/** An error that the user can fix: shown as one line, without a stack trace. */
export class Problem extends Error {
  oneLine = true;
}

/**
 * Runs this script again with the Node version that package-lock.json pins, if another version started it.
 * @returns the exit code, or undefined if this is already the pinned Node
 */
export async function runOnPinnedNode(args) {
  if (process.execPath === pinnedNode || process.env.SLIPWAY_PINNED_NODE === process.version) return undefined;
  if (!existsSync(pinnedNode)) {
    throw new Problem(
      "npm did not unpack the pinned Node: allow the install script of 'node' and run `npm rebuild node`",
    );
  }
  const { stdout } = await capture(pinnedNode, ['--version']);
  const environment = { ...process.env, SLIPWAY_PINNED_NODE: stdout.trim() };
  return runToEnd(['infra/run.mjs', ...args], environment);
}

/**
 * Runs a Node program in the foreground to its end and answers its exit code. A Ctrl-C reaches the program through the
 * terminal, and SIGTERM is forwarded; the IPC channel closes when this process is killed.
 * @param onStart gets the child, to send it messages
 */
export function runToEnd([program, ...args], environment = withCompileCache(), onStart = () => undefined) {
  const child = spawn(existsSync(pinnedNode) ? pinnedNode : process.execPath, [quiet, program, ...args], {
    cwd: root,
    env: environment,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  onStart(child);
  return untilExit(child);
}

/** Caches compiled modules for the next start. */
export const withCompileCache = () => ({ NODE_COMPILE_CACHE: path.join(dataFolder, 'compile-cache'), ...process.env });

/** Runs a command in the foreground to its end and answers its exit code. */
export function runCommand(command, args, environment = process.env) {
  return untilExit(spawn(command, args, { cwd: root, env: environment, stdio: 'inherit' }));
}

function untilExit(child) {
  const passOn = (signal) => child.kill(signal);
  const leaveToChild = () => undefined;
  process.on('SIGINT', leaveToChild);
  process.on('SIGTERM', passOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', leaveToChild);
      process.off('SIGTERM', passOn);
      resolve(signal === null ? code : 128 + (signal === 'SIGINT' ? 2 : 15));
    });
  });
}

/** Runs a command quietly and answers its exit code and output; code 127 when there is no such command. */
export function capture(command, args, { onTick, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const tick = onTick && setInterval(onTick, 2000);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (output.stdout += chunk));
    child.stderr.on('data', (chunk) => (output.stderr += chunk));
    child.once('error', (error) => {
      clearInterval(tick);
      if (error.code === 'ENOENT') resolve({ code: 127, stdout: '', stderr: `${command} is not installed` });
      else reject(error);
    });
    child.once('close', (code) => {
      clearInterval(tick);
      resolve({ code, ...output });
    });
  });
}

/** A line that updates itself on a terminal, and a new line every ten seconds elsewhere. */
export function progress(what) {
  const began = Date.now();
  let printed = began;
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  console.log(`slipway: ${what}`);
  return {
    tick(detail = '') {
      if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K  ${detail} ${seconds()}`);
      else if (Date.now() - printed >= 10_000) {
        printed = Date.now();
        console.log(`  ${detail} ${seconds()}`.trimEnd());
      }
    },
    done(detail = 'done') {
      console.log(`${process.stdout.isTTY ? '\r\u001b[K' : ''}  ${detail} in ${seconds()}`);
    },
  };
}
