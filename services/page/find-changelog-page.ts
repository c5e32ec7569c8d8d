import { webPlatform } from '@/adapters/web-platform';
import type { ChangelogView } from '@/lib/contracts/changelog';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';
import { readChangelog } from '../publication/list-changelog';

/** A page of a benchmark's changelog under the benchmark's name; the same for every reader. */
export async function findChangelogPage(
  slug: string,
  cursor: string | null,
): Promise<Result<{ title: string; changelog: ChangelogView }, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmark(db, slug);
  if (!found.ok) return found;
  const { benchmarkId, title } = found.value;
  return ok({ title, changelog: await readChangelog(db, benchmarkId, { cursor }) });
}
