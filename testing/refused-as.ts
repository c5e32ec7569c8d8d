import type { Refusal } from '@/lib/core/refusal';

/** The part of a refused result that names its kind. */
export const refusedAs = <Kind extends Refusal['kind']>(kind: Kind) => ({ ok: false, error: { kind } });
