import { startService } from '@slipway/service-kit';
import type { Launch } from '@slipway/testing/services';
import { DeploymentModule } from '../src/deployment.module.js';
import { proxyCommand } from './local/local-ground.js';

/** In this process, from the sources; the proxy too runs from its sources. */
export const inThisProcess: Launch = (environment) => {
  Object.assign(process.env, environment, { DEPLOYMENT_PROXY_COMMAND: JSON.stringify(proxyCommand) });
  return startService(DeploymentModule, { service: 'deployment', environment });
};
