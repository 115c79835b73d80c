import { serviceNames } from '@slipway/contracts';
import { z } from 'zod';
import { explain } from '../explain.js';
import type { RunningSystem } from './system.js';

/** What `npm run dev` sends when new bundles of these services are there. */
const Request = z.object({ restart: z.array(z.enum(serviceNames)), savedAt: z.number() });

/** Restarts the services whose code has changed; one that does not start is explained, and the next change starts it again. */
export function restartWhenAsked(system: Pick<RunningSystem, 'restart'>, report: (line: string) => void): void {
  process.on('message', (message) => {
    const { restart, savedAt } = Request.parse(message);
    Promise.all(restart.map((service) => system.restart(service))).then(
      () => report(`${restart.join(', ')} ready ${Date.now() - savedAt} ms after the file was saved`),
      explain,
    );
  });
}
