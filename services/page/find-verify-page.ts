import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { type OneRound, requireOneRound } from './find-one-round';

/** What a round was committed to, and its archive once there is one; the same for everybody. */
export async function findVerifyPage(slug: string, number: number): Promise<Result<OneRound, Refusal>> {
  const found = await requireOneRound(webPlatform().db, null, slug, number);
  return found.ok ? ok(found.value.named) : found;
}
