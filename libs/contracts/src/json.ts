import { z } from 'zod';

type Json = z.core.util.JSONType;

/** Any JSON object, kept unchanged: `z.json()` takes ten times as long to copy a flow template. */
export const JsonObject = z.custom<Readonly<Record<string, Json>>>(isJsonObject, 'it must be a JSON object');

function isJson(value: unknown): value is Json {
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === 'object' && value !== null ? isJsonObject(value) : isJsonScalar(value);
}

const isJsonScalar = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

function isJsonObject(value: unknown): value is Record<string, Json> {
  return z.core.util.isPlainObject(value) && Object.values(value).every(isJson);
}
