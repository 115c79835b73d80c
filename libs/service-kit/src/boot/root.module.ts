import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Environment } from '../config/environment.js';
import { ENVIRONMENT } from '../config/tokens.js';

@Module({})
class Root {}

/** The service's module, with the environment that everything in it may ask for. */
export const rootModule = (service: Type, environment: Environment): DynamicModule => ({
  module: Root,
  global: true,
  imports: [service],
  providers: [{ provide: ENVIRONMENT, useValue: environment }],
  exports: [ENVIRONMENT],
});
