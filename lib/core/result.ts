import type { Refusal } from './refusal';

/**
 * Expected result of a function: a value, or an error that the caller must handle; a service's error is a `Refusal`. Broken
 * invariants throw instead.
 */
export type Result<T, E = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const refuse = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });
