import { openApiDocument } from '@/lib/contracts/openapi';

export type Call = { method: string; path: string; summary: string; isPublic: boolean };

/** The calls of the API in the order of its OpenAPI document, the one list there is. */
export function listCalls(publicUrl: string): Call[] {
  const { paths } = openApiDocument(publicUrl);
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary, security }]) => ({
      method: method.toUpperCase(),
      path,
      summary,
      isPublic: security.length === 0,
    })),
  );
}
