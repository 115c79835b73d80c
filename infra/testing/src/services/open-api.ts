import { placesIn } from '@slipway/contracts';

/** An OpenAPI document, as far as its gaps are looked for. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema?: object }>> }>>;
}

/** Gaps that prevent client generation: routes without a declared response, and unresolved references. */
export function gapsIn(document: OpenApi): string[] {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );
  const undescribed = routes.filter(({ operation }) => !describesSuccess(operation)).map(({ name }) => name);
  return [...undescribed, ...danglingReferences(document)];
}

function describesSuccess({ responses }: Operation): boolean {
  const contents = Object.entries(responses).flatMap(([status, { content = {} }]) =>
    status.startsWith('2') ? Object.values(content) : [],
  );
  return contents.length > 0 && contents.every(({ schema }) => Object.keys(schema ?? {}).length > 0);
}

function danglingReferences(document: OpenApi): string[] {
  const known = Object.keys(document.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`);
  const named = [...placesIn(document)].flatMap(({ name, value }) => (name === '$ref' ? [String(value)] : []));
  return [...new Set(named)].filter((reference) => !known.includes(reference));
}
