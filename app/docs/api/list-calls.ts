import { openApiDocument } from '@/lib/contracts/openapi';

export type Call = { method: string; path: string; summary: string; isPublic: boolean };

type Operation = { summary: string; security: readonly unknown[] };

/** The calls of the API in the order of its OpenAPI document, the one list there is. */
export function listCalls(publicUrl: string): Call[] {
  const { paths } = openApiDocument(publicUrl) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary, security }]) => ({
      method: method.toUpperCase(),
      path,
      summary,
      isPublic: security.length === 0,
    })),
  );
}
