import { boot } from '@slipway/service-kit';
import { DeploymentModule } from './deployment.module.js';

await boot(DeploymentModule, { service: 'deployment' });
