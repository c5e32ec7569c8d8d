import type { Problem } from '@/lib/contracts/problem';
import type { FileCheck } from './file-check';

/** A file that the server refused, as findings; null for a refusal of another kind. */
export function findingsOfProblem(problem: Problem): FileCheck | null {
  if (problem.code !== 'file_rejected') return null;
  const findings = problem.errors.map((error) => ({
    result: 'block' as const,
    line: error.line ?? null,
    column: error.column ?? null,
    detail: error.detail,
    hint: error.hint ?? '',
    excerpt: null,
  }));
  // The title's count may be higher than what is listed; the detail begins with it.
  const problemCount = Math.max(findings.length, Number.parseInt(problem.detail, 10) || 0);
  return { kind: 'checked', by: 'server', findings, problemCount };
}
