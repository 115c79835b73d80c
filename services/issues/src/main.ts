import { boot } from '@slipway/service-kit';
import { IssuesModule } from './issues.module.js';

await boot(IssuesModule, { service: 'issues' });
