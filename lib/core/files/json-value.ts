export type JsonObject = { readonly [key: string]: JsonValue };

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** @throws SyntaxError for what isn't JSON */
export const parseJson = (text: string): JsonValue => JSON.parse(text);

export const isJsonObject = (value: JsonValue): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
