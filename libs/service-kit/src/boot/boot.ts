import 'reflect-metadata';
import { Logger, type Type } from '@nestjs/common';
import { startService, type BootOptions, type RunningService } from './start-service.js';
import { readEnvironment } from '../config/environment.js';
import { ServiceKitError } from '../service-kit-error.js';
import { rebuildProjection } from './rebuild.js';

const log = new Logger('boot');

/**
 * The whole `main.ts` of a service: starts it, and stops it in order on SIGTERM, SIGINT, or when its supervisor is
 * gone. With `--rebuild <projection>` it rebuilds that projection (or `all`) and exits.
 */
export async function boot(module: Type, options: BootOptions): Promise<void> {
  const rebuild = argument('--rebuild');
  try {
    if (rebuild !== undefined) {
      await rebuildProjection(module, options, rebuild);
      return;
    }
    const { SHUTDOWN_SECONDS } = readEnvironment(options.environment ?? process.env);
    const ending = new Ending(SHUTDOWN_SECONDS);
    const onFatal = (reason: string): void => {
      ending.begin(reason, 1);
    };
    ending.service = await startService(module, { onFatal, ...options });
    log.log(`${options.service} answers at ${ending.service.url}`);
  } catch (error) {
    const what = rebuild === undefined ? 'start' : `rebuild ${rebuild}`;
    process.stderr.write(`${options.service} cannot ${what}: ${explain(error)}\n`);
    // Half-open connections must not keep alive a process that serves nobody.
    process.exit(1);
  }
}

function argument(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index === -1 ? undefined : (process.argv[index + 1] ?? 'all');
}

/** Stops the process in order, once: on a signal, or when its supervisor is gone. */
class Ending {
  service: RunningService | undefined;
  private begun = false;

  constructor(private readonly shutdownSeconds: number) {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        this.begin(signal, 0);
      });
    }
    // A supervisor that is killed closes its end of the channel. Without this check, nothing would stop the process.
    process.on('disconnect', () => {
      this.begin('the supervisor is gone', 0);
    });
  }

  begin(reason: string, exitCode: number): void {
    if (this.begun) return;
    this.begun = true;
    log.log(`stopping: ${reason}`);
    const hardStop = setTimeout(() => {
      log.error(`did not stop within ${String(this.shutdownSeconds)} seconds`);
      process.exit(1);
    }, this.shutdownSeconds * 1000);
    hardStop.unref();
    void this.close(exitCode);
  }

  private async close(exitCode: number): Promise<void> {
    try {
      await this.service?.close();
      process.exit(exitCode);
    } catch (error) {
      log.error({ err: error });
      process.exit(1);
    }
  }
}

function explain(error: unknown): string {
  if (error instanceof ServiceKitError && error.code === 'PROJECTION_UNKNOWN') return error.message;
  if (error instanceof ServiceKitError && error.code === 'PORT_UNAVAILABLE') return String(error.details['fix']);
  if (
    error instanceof ServiceKitError &&
    error.code === 'CONFIGURATION_INVALID' &&
    Array.isArray(error.details['problems'])
  ) {
    return `its environment is incomplete (.env.example documents every variable):\n  ${error.details['problems'].join('\n  ')}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
