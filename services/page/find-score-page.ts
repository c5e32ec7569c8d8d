import { webPlatform } from '@/adapters/web-platform';
import { findOpenRound } from '@/db/queries/round-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { type OneRound, requireOneRound } from './find-one-round';

export type ScorePage = OneRound & {
  /** The benchmark's open round, to which a file can be submitted. */
  open: { title: string } | null;
};

/** The round on which a reader scores a file; the same for every reader. */
export async function findScorePage(slug: string, number: number): Promise<Result<ScorePage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireOneRound(db, null, slug, number);
  if (!found.ok) return found;
  const { named, benchmark, round } = found.value;
  const open = round.state === 'revealed' ? undefined : await findOpenRound(db, benchmark.benchmarkId);
  return ok({ ...named, open: open ? { title: open.title } : null });
}
