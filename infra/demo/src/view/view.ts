import { createLogUpdate } from 'log-update';
import type { LoadFigures } from '../outside/load.js';
import type { Board } from './board.js';

/** The live view on a terminal; plain lines otherwise. */
export class View {
  private readonly begun = Date.now();
  private readonly update = process.stdout.isTTY ? createLogUpdate(process.stdout) : undefined;
  private timer: NodeJS.Timeout | undefined;

  /** Prints a permanent line. */
  say(line: string): void {
    const at = ((Date.now() - this.begun) / 1000).toFixed(1).padStart(6);
    this.update?.clear();
    process.stdout.write(`${at} s  ${line}\n`);
  }

  follow(board: Board, load: () => LoadFigures): void {
    const { update } = this;
    if (update === undefined) return;
    this.timer = setInterval(() => {
      const { served, failed, lately } = load();
      const users = `  users: ${String(served)} served, ${String(failed)} failed (${String(lately.served)}/s)`;
      update(['', ...board.lines(), users].join('\n'));
    }, 200);
  }

  stop(): void {
    clearInterval(this.timer);
    this.update?.done();
  }
}
