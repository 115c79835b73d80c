import * as contracts from '@slipway/contracts';
import { z } from 'zod';

// The document shows the shared vocabulary once, by its names.
for (const [id, value] of Object.entries<unknown>(contracts)) {
  if (value instanceof z.ZodType) z.globalRegistry.add(value, { ...z.globalRegistry.get(value), id });
}

const nameless = z.registry<z.GlobalMeta>();

/** The JSON schema of a zod value, and those that it refers to by name. */
export function fromZod(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    $schema: _dialect,
    $defs,
    ...json
  } = z.toJSONSchema(schema, {
    io: schemaType,
    unrepresentable: 'any',
    reused: 'inline',
    // A request may leave out what has a default, an answer has it: one name cannot mean both.
    metadata: schemaType === 'input' ? nameless : z.globalRegistry,
  });
  return { schema: json, components: { ...$defs } };
}
