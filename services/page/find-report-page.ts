import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { type OneRound, requireOneRound } from './find-one-round';

/** The round of a leak report; the same for every reader. */
export async function findReportPage(slug: string, number: number): Promise<Result<OneRound, Refusal>> {
  const found = await requireOneRound(webPlatform().db, null, slug, number);
  return found.ok ? ok(found.value.named) : found;
}
