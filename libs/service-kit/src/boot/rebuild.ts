import type { Type } from '@nestjs/common';
import { readEnvironment } from '../config/environment.js';
import { ServiceRuntime } from './service-runtime.js';
import { assemble, type BootOptions } from './start-service.js';

/**
 * Rebuilds a projection from the log while instances run: they wait for the cursor, and readers see the old rows until
 * the end.
 */
export async function rebuildProjection(
  module: Type,
  { service, environment = process.env }: BootOptions,
  name: string,
): Promise<void> {
  const app = await assemble(module, readEnvironment(environment));
  const runtime = app.get(ServiceRuntime);
  try {
    const logSize = await runtime.rebuild(name);
    process.stdout.write(`${service}: ${name} rebuilt from ${String(logSize)} events of the log\n`);
  } finally {
    await runtime.stop();
    await app.close();
  }
}
