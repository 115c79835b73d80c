import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ServiceName } from '@slipway/contracts';
import { z } from 'zod';

type HeaderParameter = Extract<
  NonNullable<NonNullable<OpenAPIObject['paths'][string]['post']>['parameters']>[number],
  { in: string }
>;

/** /<service>/openapi.json, made from the very schemas that check the requests. */
export function serveOpenApi(app: INestApplication, service: ServiceName): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(`Slipway ${service}`)
    .setDescription(
      'Commands need an Idempotency-Key and may name the position they saw with If-Match; refusals are RFC 9457 problem details with a closed code.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, { standardSchemaConverter: fromZod });
  for (const path of Object.values(document.paths)) {
    for (const method of ['post', 'put', 'patch', 'delete'] as const) {
      const operation = path[method];
      if (operation !== undefined) operation.parameters = [...(operation.parameters ?? []), ...commandHeaders];
    }
  }
  SwaggerModule.setup(`${service}/openapi`, app, document, {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: `${service}/openapi.json`,
  });
  return document;
}

const commandHeaders: HeaderParameter[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'New for each command; the same when it is repeated, which then gets its first answer.',
    schema: { type: 'string', maxLength: 200 },
  },
  {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The ETag of the stream position seen; 412 when another command came first.',
    schema: { type: 'string', example: '"7"' },
  },
];

function fromZod(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }): { schema: unknown } | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io: schemaType,
    unrepresentable: 'any',
    reused: 'inline',
  });
  return { schema: json };
}
