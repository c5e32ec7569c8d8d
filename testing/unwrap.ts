import type { Result } from '@/lib/core/result';

/** The value of a result that must be accepted. */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${JSON.stringify(result.error)}`);
}
