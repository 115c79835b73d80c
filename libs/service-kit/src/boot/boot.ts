import type { Type } from '@nestjs/common';
import type { ServiceName } from '@slipway/contracts';

export interface RunningService {
  /** Where it answers: http://127.0.0.1:8101 */
  readonly url: string;
  /** Stops accepting, drains, closes; safe to call twice. */
  close(): Promise<void>;
}

export interface BootOptions {
  readonly service: ServiceName;
  /** process.env when absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Starts a service in this process; for tests, and what `boot` does beneath the signals. */
export function startService(_module: Type, _options: BootOptions): Promise<RunningService> {
  return Promise.reject(new Error('being built'));
}

/** A service's whole `main.ts`: starts it, ends it in order on SIGTERM, SIGINT or when its supervisor is gone. */
export async function boot(module: Type, options: BootOptions): Promise<void> {
  await startService(module, options);
}
