import type { ServiceName } from '@slipway/contracts';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const eventLoopSampleMs = 200;
const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What Prometheus reads of a service. */
export class Metrics {
  readonly registry = new Registry();
  private readonly http: Histogram<'method' | 'route' | 'status'>;
  private readonly commands: Counter<'aggregate' | 'outcome'>;

  constructor(service: ServiceName) {
    this.registry.setDefaultLabels({ service });
    // Sampled seldom: at the default of 10 ms an idle service would wake a hundred times a second.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: eventLoopSampleMs });
    this.http = new Histogram({
      name: 'slipway_http_request_duration_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: secondsBuckets,
      registers: [this.registry],
    });
    this.commands = new Counter({
      name: 'slipway_commands_total',
      help: 'Commands by aggregate and outcome: accepted, repeated, or the code of the rejection',
      labelNames: ['aggregate', 'outcome'],
      registers: [this.registry],
    });
  }

  commandSettled(aggregate: string, outcome: string): void {
    this.commands.inc({ aggregate, outcome });
  }

  /** A counter of things that happen elsewhere. */
  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** A distribution of seconds. */
  histogram<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: secondsBuckets, registers: [this.registry] });
  }

  /** A value that is read when Prometheus asks. */
  gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    collect: (gauge: Gauge<Label>) => void | Promise<void>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect() {
        return collect(this);
      },
    });
  }

  /** Times each request under its route's pattern, never its path: ids would make a time series each. */
  readonly requestDurations: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
    const end = this.http.startTimer({ method: request.method });
    response.once('close', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      end({ route: typeof route === 'string' ? route : 'unmatched', status: String(response.statusCode) });
    });
    next();
  };
}
