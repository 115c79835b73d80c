import { boot } from '@slipway/service-kit';
import { IntakeModule } from './intake.module.js';

await boot(IntakeModule, { service: 'intake' });
