import { boot } from '@slipway/service-kit';
import { PlanningModule } from './planning.module.js';

await boot(PlanningModule, { service: 'planning' });
