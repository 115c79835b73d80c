import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ServiceName } from '@slipway/contracts';
import { Accepted } from '../http/accepted.js';
import { isCommand } from '../http/command.js';
import { fromZod } from './from-zod.js';
import { completeSuccess, type Operation } from './success.js';

type HeaderParameter = Extract<NonNullable<Operation['parameters']>[number], { in: string }>;

/**
 * /<service>/openapi.json, generated from the schemas that check requests and answers, at the first request: most
 * instances never get one.
 */
export function serveOpenApi(app: INestApplication, service: ServiceName): void {
  SwaggerModule.setup(`${service}/openapi`, app, () => documentOf(app, service), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: `${service}/openapi.json`,
  });
}

function documentOf(app: INestApplication, service: ServiceName): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(`Slipway ${service}`)
    .setDescription(
      'Commands need an Idempotency-Key, and can name with If-Match the state that they depend on. Errors are RFC 9457 problem details with a closed set of codes.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, { standardSchemaConverter: fromZod });
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = operations[method];
      if (operation !== undefined) complete(operation, path, isCommand(method.toUpperCase()));
    }
  }
  const { schemas, ...components } = document.components ?? {};
  const ours = { Problem: problem, Accepted: fromZod(Accepted, { schemaType: 'output' })?.schema };
  document.components = { ...components, schemas: Object.assign({ ...schemas }, ours) };
  return document;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Adds what every route has: parameters of its path, headers of commands, problems. */
function complete(operation: Operation, path: string, command: boolean): void {
  const given = operation.parameters ?? [];
  const named = new Set(
    given.flatMap((parameter) => ('in' in parameter && parameter.in === 'path' ? [parameter.name] : [])),
  );
  const unnamed = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => (named.has(name) ? [] : [name]));
  const ofPath = unnamed.map((name): HeaderParameter => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const extensions = operation as Extensions;
  sayWhoMay(extensions, command);
  const keyless = extensions['x-keyless'] === true;
  const headers = command ? commandHeaders.filter(({ name }) => !keyless || name !== idempotencyKey) : [];
  operation.parameters = [...given, ...ofPath, ...headers];
  completeSuccess(operation, command);
  for (const [status, description] of Object.entries(command ? { ...refusals, ...commandRefusals } : refusals)) {
    operation.responses[status] ??= {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
}

interface Extensions {
  readonly 'x-keyless'?: boolean;
  readonly 'x-public'?: boolean;
  'x-roles'?: readonly string[];
}

/** As in RolesGuard. */
function sayWhoMay(operation: Extensions, command: boolean): void {
  const named = operation['x-roles'];
  if (command && named === undefined && operation['x-public'] !== true) operation['x-roles'] = ['admin'];
  if (!command && named !== undefined) operation['x-roles'] = [...new Set([...named, 'admin'])];
}

/** Why a request may be refused: RFC 9457 problems with a closed code. */
const refusals = {
  400: 'a field is missing, wrong or unknown: `fields` lists each',
  401: 'no valid token',
  403: 'none of the roles in x-roles, or a rule does not allow this person',
  404: 'the resource does not exist',
  429: 'too many requests',
  503: 'temporarily unavailable: try again',
};
const commandRefusals = {
  409: 'a rule refuses it in the current state: `code` names the rule, `fix` what to do',
  412: 'the state in If-Match has changed: `stream` names the stream, read it again',
  413: 'the body is too large',
  415: 'the media type of the body is not supported',
  422: 'the Idempotency-Key belongs to another request, or the content is not possible',
};

const problem = {
  type: 'object' as const,
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: { type: 'string' as const },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    detail: { type: 'string' as const },
    code: { type: 'string' as const, description: 'One of a closed set. The other members depend on it.' },
    fix: { type: 'string' as const, description: 'What to do next.' },
    instance: { type: 'string' as const, description: 'urn:slipway:request:<X-Request-Id>' },
    fields: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        properties: { field: { type: 'string' as const }, fix: { type: 'string' as const } },
      },
    },
  },
};

const idempotencyKey = 'Idempotency-Key';

const commandHeaders: HeaderParameter[] = [
  {
    name: idempotencyKey,
    in: 'header',
    required: true,
    description: 'A new key for each command. A repetition with the same key gets the first answer.',
    schema: { type: 'string', maxLength: 200 },
  },
  {
    name: 'If-Match',
    in: 'header',
    required: false,
    description:
      'The ETag of the state that the command depends on. The answer is 412 if any part of it has changed, whichever aggregate handles the command.',
    schema: { type: 'string', example: '"release:7,approval:2"' },
  },
];
