import type { Result } from '@/lib/core/result';

/** The value of a successful result. @throws for a refusal */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${JSON.stringify(result.error)}`);
}
