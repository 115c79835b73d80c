import type { ServiceName } from '@slipway/contracts';
import type { Target } from '../edge/balance.js';
import type { PortPlan } from '../settings.js';

/** One process of a service. */
export interface Instance extends Target {
  readonly service: ServiceName;
  /** `planning`; a second one is `planning-2`. Also the name of its log and pid record. */
  readonly name: string;
  readonly port: number;
  readonly healthPort: number;
  readonly ready: string;
  /** Where a debugger connects, when one may. */
  readonly inspectPort: number | undefined;
}

/** Every instance of the selected services, with the ports that the plan gives it. */
export function instancesOf(
  selected: readonly ServiceName[],
  { services, health, inspect }: Pick<PortPlan, 'services' | 'health' | 'inspect'>,
): readonly Instance[] {
  return selected.flatMap((service) =>
    services[service].map((port, index) => {
      const healthPort = health[service][index] ?? port;
      const healthUrl = `http://127.0.0.1:${healthPort}`;
      const name = index === 0 ? service : `${service}-${index + 1}`;
      const ready = `${healthUrl}/${service}/health/ready`;
      const inspectPort = inspect?.[service][index];
      return { service, name, port, healthPort, url: `http://127.0.0.1:${port}`, healthUrl, ready, inspectPort };
    }),
  );
}
