import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

export const noSpace: Refusal = { kind: 'no_space', retryAfterSeconds: 300 };

/** Before anything is taken that needs disk space. Reading goes on without. */
export async function requireSpace(): Promise<Result<void, Refusal>> {
  return (await webPlatform().space.isShort()) ? refuse(noSpace) : ok(undefined);
}
