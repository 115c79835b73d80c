import { boot } from '../src/index.js';
import { CounterModule } from './counter-service.js';

await boot(CounterModule, { service: 'planning' });
