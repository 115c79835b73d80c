import type { ServiceName } from '@slipway/contracts';

/** What `GET /` of the edge answers: where everything is. */
export const indexOf = (edgeUrl: string, services: readonly ServiceName[]): Readonly<Record<string, unknown>> => ({
  name: 'Slipway',
  token: { method: 'POST', url: `${edgeUrl}/auth/token`, body: { username: 'ada', password: 'ada' } },
  users: `${edgeUrl}/auth/users`,
  services: Object.fromEntries(
    services.map((service) => [
      service,
      {
        openapi: `${edgeUrl}/${service}/openapi.json`,
        ready: `${edgeUrl}/${service}/health/ready`,
        metrics: `${edgeUrl}/${service}/metrics`,
      },
    ]),
  ),
});
