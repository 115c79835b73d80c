import { writeFileSync, mkdirSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { serveOpenApi } from '../../../libs/service-kit/src/openapi/openapi.js';
import { rootModule } from '../../../libs/service-kit/src/boot/root.module.js';
import { readEnvironment } from '../../../libs/service-kit/src/config/environment.js';

const services = ['planning', 'validation', 'deployment', 'monitoring', 'issues', 'intake', 'audit'] as const;
const out = process.env.DUMP_TO ?? '/tmp/shape-oa/x';
it.each(services)('%s', async (service) => {
  const loaded = await import(`../../../services/${service}/src/${service}.module.js`);
  const module = Object.values(loaded).find((value) => typeof value === 'function' && value.name.endsWith('Module'));
  const environment = readEnvironment({ ...process.env, DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z', KAFKA_BROKERS: '127.0.0.1:1', PORT: '8101', HEALTH_PORT: '0', OIDC_ISSUERS: 'http://127.0.0.1:8090', OIDC_AUDIENCE: 'slipway', CHECKPOINT_KEY: 'x', DEPLOYMENT_TARGETS: '{}' });
  const app: any = await NestFactory.create(rootModule(module as never, environment), { preview: true, bodyParser: false, abortOnError: false, logger: ['error'] });
  serveOpenApi(app, service);
  const server = app.getHttpAdapter();
  await new Promise<void>((done) => server.listen(0, () => done()));
  const { port } = server.getHttpServer().address();
  const answer = await fetch(`http://127.0.0.1:${port}/${service}/openapi.json`);
  const text = await answer.text();
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}/${service}.json`, JSON.stringify(JSON.parse(text), null, 1));
  server.getHttpServer().close();
}, 60000);
