import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Environment } from '../config/environment.js';
import { ENVIRONMENT } from '../config/tokens.js';

@Module({})
class Root {}

/** The module of the service, with the environment as a provider. */
export const rootModule = (service: Type, environment: Environment): DynamicModule => ({
  module: Root,
  global: true,
  imports: [service],
  providers: [{ provide: ENVIRONMENT, useValue: environment }],
  exports: [ENVIRONMENT],
});
