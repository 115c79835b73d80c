import { Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { ServiceKitError } from '../service-kit-error.js';
import { Metrics } from '../telemetry/metrics.js';
import { publicReason } from './public-reason.js';
import { Readiness, type ReadinessCheck } from './readiness.js';

const patienceMs = 3000;

/** What a service reports to its operators. */
@Injectable()
export class Operations {
  private readonly log = new Logger('health');
  private readonly down = new Map<string, string>();

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** @throws ServiceKitError NOT_READY that names the parts that are down, each with its reason */
  readonly ready = shared(() => this.look());

  /** In Prometheus' text format. */
  readonly report = shared(() => this.metrics.registry.metrics());

  private async look(): Promise<HealthCheckResult> {
    try {
      return await this.health.check(this.readiness.all().map((check) => () => this.indicate(check)));
    } catch (error) {
      throw new ServiceKitError('NOT_READY', { parts: partsDown(error) }, { cause: error });
    }
  }

  private async indicate(part: ReadinessCheck): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(part.name);
    try {
      await within(patienceMs, part.check());
      this.down.delete(part.name);
      return indicator.up();
    } catch (error) {
      const reason = publicReason(error);
      // The log has the whole error, once for as long as it stays the same.
      if (this.down.get(part.name) !== reason) this.log.warn({ err: error, part: part.name });
      this.down.set(part.name, reason);
      return indicator.down({ reason });
    }
  }
}

/** One check at a time: anyone can ask, as often as they like. */
function shared<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let looking: Promise<Answer> | undefined;
  return () =>
    (looking ??= ask().finally(() => {
      looking = undefined;
    }));
}

/** The parts that terminus reports as down, by name. */
function partsDown(error: unknown): unknown {
  const answer = error instanceof ServiceUnavailableException ? error.getResponse() : undefined;
  return (answer as Partial<HealthCheckResult> | undefined)?.error ?? publicReason(error);
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(ms)} ms`));
    }, ms);
  });
  await Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
