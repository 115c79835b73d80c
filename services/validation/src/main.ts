import { boot } from '@slipway/service-kit';
import { ValidationModule } from './validation.module.js';

await boot(ValidationModule, { service: 'validation' });
