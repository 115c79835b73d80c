import { Module } from '@nestjs/common';
import type { Environment } from '../config/environment.js';
import { ENVIRONMENT } from '../config/tokens.js';
import { Outbound } from '../outbound/outbound.js';
import { CHANNELS } from './channels.js';
import { configuredChannels } from './configured-channels.js';
import { Notices } from './notices.js';

/** For services that notify people: `imports: [Notify]`, then `@InjectChannels()` or `Notices`. */
@Module({
  providers: [
    {
      provide: CHANNELS,
      inject: [ENVIRONMENT, Outbound],
      useFactory: ({ NOTIFICATION_CHANNELS }: Environment, outbound: Outbound) =>
        configuredChannels(NOTIFICATION_CHANNELS, outbound),
    },
    Notices,
  ],
  exports: [CHANNELS, Notices],
})
export class Notify {}
