import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from './actor';

export const requireSignedIn = (actor: Actor | null): Result<Actor, Refusal> =>
  actor ? ok(actor) : refuse({ kind: 'not_signed_in' });
