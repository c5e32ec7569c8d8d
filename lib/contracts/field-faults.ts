import type { z } from 'zod';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { describeIssue } from './describe-issue';

/** Parses unknown input; the refusal names each field and its fault. */
export function parseWith<S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>, Refusal> {
  const parsed = schema.safeParse(input, { error: describeIssue });
  if (parsed.success) return ok(parsed.data);
  return refuse({
    kind: 'invalid_request',
    faults: parsed.error.issues.map((issue) => ({
      code: issue.code,
      field: issue.path.join('.') || 'body',
      detail: issue.message,
    })),
  });
}
