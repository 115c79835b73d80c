import { boot } from '@slipway/service-kit';
import { MonitoringModule } from './monitoring.module.js';

await boot(MonitoringModule, { service: 'monitoring' });
