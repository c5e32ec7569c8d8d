import type { AttackExhibit } from '@/lib/contracts/attack-exhibit';
import { allBenchmarks } from '@/lib/contracts/benchmark-search';
import { findAttackExhibit } from '../publication/find-attack-exhibit';
import { type BenchmarkListPage, findBenchmarkListPage } from './find-benchmark-list-page';

export type HomePage = {
  list: BenchmarkListPage;
  /** Null where no demo has played an attack. */
  exhibit: AttackExhibit | null;
};

/** What the site is for, and what it has; the same for everybody. */
export async function findHomePage(): Promise<HomePage> {
  const [list, exhibit] = await Promise.all([findBenchmarkListPage(allBenchmarks), findAttackExhibit()]);
  return { list, exhibit };
}
