import { ok, type Result, refuse } from '../result';

/** Maximum depth of nested JSON. The recursion of this writer and of readers would overflow the stack at deeper values. */
export const jsonDepthMax = 64;

/**
 * Writes a JSON value in the canonical form of RFC 8785: no spaces, keys sorted by UTF-16 unit, numbers in ECMAScript's
 * format. Refuses values nested deeper than `jsonDepthMax`, and lone surrogates, which RFC 8785 forbids.
 */
export function formatCanonicalJson(value: JsonValue): Result<string, 'too-deep' | 'lone-surrogate'> {
  if (isDeeper(value, jsonDepthMax)) return refuse('too-deep');
  const text = write(value);
  // Above U+001F, JSON.stringify writes only lone surrogates as escapes, so such an escape reveals a lone surrogate.
  return /(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/.test(text) ? refuse('lone-surrogate') : ok(text);
}

function isDeeper(value: JsonValue, depthMax: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (depthMax === 0) return true;
  return Object.values(value).some((child) => isDeeper(child, depthMax - 1));
}

function write(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (!isJsonObject(value)) return `[${value.map(write).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write(value[key]!)}`);
  return `{${members.join(',')}}`;
}

export type JsonObject = { readonly [key: string]: JsonValue };

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** @throws SyntaxError for text that isn't JSON */
export const parseJson = (text: string): JsonValue => JSON.parse(text);

export const isJsonObject = (value: JsonValue): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
