import { webPlatform } from '@/adapters/web-platform';
import { findOpenRound } from '@/db/queries/round-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { type OneRound, requireOneRound } from './find-one-round';

export type ScorePage = OneRound & {
  /** Where else a file can be sent while the answers of this round are hidden. */
  open: { title: string } | null;
};

/** The round that a reader scores a file on; the same for everybody. */
export async function findScorePage(slug: string, number: number): Promise<Result<ScorePage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireOneRound(db, null, slug, number);
  if (!found.ok) return found;
  const { named, benchmark, round } = found.value;
  const open = round.state === 'revealed' ? undefined : await findOpenRound(db, benchmark.benchmarkId);
  return ok({ ...named, open: open ? { title: open.title } : null });
}
