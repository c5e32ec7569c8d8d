import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';

/** The value of a successful result. @throws for a refusal */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${JSON.stringify(result.error)}`);
}

/** The part of a refused result that names its kind. */
export const refusedAs = <Kind extends Refusal['kind']>(kind: Kind) => ({ ok: false, error: { kind } });
