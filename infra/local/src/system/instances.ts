import type { ServiceName } from '@slipway/contracts';
import type { Target } from '../edge/balance.js';
import type { PortPlan } from '../settings.js';

/** One process of a service. */
export interface Instance extends Target {
  readonly service: ServiceName;
  /** `planning`; a second one is `planning-2`. Its log and its pid record are called so. */
  readonly name: string;
  readonly port: number;
}

/** Every instance of the selected services, with the port that the plan gives it. */
export function instancesOf(selected: readonly ServiceName[], ports: PortPlan['services']): readonly Instance[] {
  return selected.flatMap((service) =>
    ports[service].map((port, index) => {
      const url = `http://127.0.0.1:${port}`;
      const name = index === 0 ? service : `${service}-${index + 1}`;
      return { service, name, port, url, ready: `${url}/${service}/health/ready` };
    }),
  );
}
