import { Controller, Get, Header, ServiceUnavailableException, type Type } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { ApiExcludeController } from '@nestjs/swagger';
import type { ServiceName } from '@slipway/contracts';
import { Public } from '../auth/decorators.js';
import { ServiceKitError } from '../service-kit-error.js';
import { Metrics } from '../telemetry/metrics.js';
import { Readiness, type ReadinessCheck } from './readiness.js';

const patienceMs = 3000;

/** /<service>/health/live: the process answers. /<service>/health/ready: so does what it stands on. /<service>/metrics. */
export function operationsController(service: ServiceName): Type {
  @ApiExcludeController()
  @Public()
  @Controller(service)
  class OperationsController {
    constructor(
      private readonly health: HealthCheckService,
      private readonly indicators: HealthIndicatorService,
      private readonly readiness: Readiness,
      private readonly metrics: Metrics,
    ) {}

    @Get('health/live')
    live(): { status: string } {
      return { status: 'ok' };
    }

    @Get('health/ready')
    async ready(): Promise<HealthCheckResult> {
      try {
        return await this.health.check(this.readiness.all().map((check) => () => this.indicate(check)));
      } catch (error) {
        throw new ServiceKitError('NOT_READY', { parts: partsDown(error) }, { cause: error });
      }
    }

    @Get('metrics')
    @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
    report(): Promise<string> {
      return this.metrics.registry.metrics();
    }

    private async indicate(part: ReadinessCheck): Promise<HealthIndicatorResult> {
      const indicator = this.indicators.check(part.name);
      try {
        await within(patienceMs, part.check());
        return indicator.up();
      } catch (error) {
        return indicator.down({ reason: error instanceof Error ? error.message : String(error) });
      }
    }
  }
  return OperationsController;
}

/** What terminus says of the parts that are down, by their names. */
function partsDown(error: unknown): unknown {
  const answer = error instanceof ServiceUnavailableException ? error.getResponse() : undefined;
  return (answer as Partial<HealthCheckResult> | undefined)?.error ?? String(error);
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
