import { Controller, Get, Header, type Type } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { HealthCheckResult } from '@nestjs/terminus';
import type { ServiceName } from '@slipway/contracts';
import { Public } from '../auth/decorators.js';
import { Operations } from './operations.js';

export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** The answers of the health listener, on the main port as well and within its limits: for scripts that ask there. */
export function operationsController(service: ServiceName): Type {
  @ApiExcludeController()
  @Public()
  @Controller(service)
  class OperationsController {
    constructor(private readonly operations: Operations) {}

    @Get('health/live')
    live(): { status: string } {
      return { status: 'ok' };
    }

    @Get('health/ready')
    ready(): Promise<HealthCheckResult> {
      return this.operations.ready();
    }

    @Get('metrics')
    @Header('Content-Type', metricsType)
    report(): Promise<string> {
      return this.operations.report();
    }
  }
  return OperationsController;
}
