import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { logFile } from './log-file.js';
import { forgetRun, recordRun } from './run-record.js';

export interface Program {
  readonly name: string;
  readonly dataFolder: string;
  /** Starts the process detached, so that Ctrl-C in the terminal reaches only the supervisor, which stops everything in order. */
  readonly launch: () => ChildProcess;
  /** The signal that requests a shutdown. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Milliseconds after which the process is killed. */
  readonly patience: number;
  readonly report: (line: string) => void;
}

const firstDelay = 500;
const longestDelay = 30_000;
/** A program that ran this long, in milliseconds, has recovered: the next restart comes quickly again. */
const recovered = 30_000;

/** Keeps one program running: restarts it with a growing delay whenever it exits by itself. */
export class Supervised {
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;
  #failures = 0;
  #startedAt = 0;

  constructor(private readonly program: Program) {}

  get name(): string {
    return this.program.name;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** True once it has exited by itself this number of times; for callers that wait for it to start. */
  hasFailed(times: number): boolean {
    return this.#failures >= times;
  }

  start(): void {
    const child = this.program.launch();
    this.#child = child;
    this.#startedAt = performance.now();
    if (child.pid !== undefined) recordRun(this.program.dataFolder, this.name, child.pid, this.program.stopSignal);
    child.once('error', (error) => this.#ended(child, error.message));
    child.once('exit', (code, by) => this.#ended(child, by === null ? `exit code ${code ?? '?'}` : `signal ${by}`));
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    forgetRun(this.program.dataFolder, this.name);
    if (this.#stopping) return;
    if (performance.now() - this.#startedAt > recovered) this.#failures = 0;
    const delay = Math.min(firstDelay * 2 ** this.#failures, longestDelay);
    this.#failures += 1;
    const where = logFile(this.program.dataFolder, this.name);
    this.program.report(`${this.name} exited (${how}); restarting it in ${delay / 1000} s; its log is ${where}`);
    this.#timer = setTimeout(() => this.start(), delay);
  }

  /** Ends it and starts it again, as what it runs has changed. */
  async restart(): Promise<void> {
    await this.stop();
    this.#stopping = false;
    this.#failures = 0;
    this.start();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child === undefined) return;
    const exit = once(child, 'exit');
    child.kill(this.program.stopSignal);
    const kill = setTimeout(() => {
      this.program.report(`${this.name} did not end within ${this.program.patience / 1000} s and is killed`);
      child.kill('SIGKILL');
    }, this.program.patience);
    await exit;
    clearTimeout(kill);
  }
}
