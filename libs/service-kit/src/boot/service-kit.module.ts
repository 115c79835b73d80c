import { Module, type DynamicModule } from '@nestjs/common';
import type { ServiceOptions } from './service-options.js';

/** Everything that a service needs beside its own rules; `ServiceKit.forService(…)` in its composition root. */
@Module({})
export class ServiceKit {
  static forService(options: ServiceOptions): DynamicModule {
    return { module: ServiceKit, global: true, providers: [{ provide: 'options', useValue: options }] };
  }
}
