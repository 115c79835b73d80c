import { boot } from '@slipway/service-kit';
import { AuditModule } from './audit.module.js';

await boot(AuditModule, { service: 'audit' });
