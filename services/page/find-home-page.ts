import type { AttackExhibit } from '@/lib/contracts/attack-exhibit';
import { allBenchmarks } from '@/lib/contracts/benchmark-search';
import { findAttackExhibit } from '../publication/find-attack-exhibit';
import { type BenchmarkListPage, findBenchmarkListPage } from './find-benchmark-list-page';

export type HomePage = {
  list: BenchmarkListPage;
  /** Null without a demo's attack. */
  exhibit: AttackExhibit | null;
};

/** Content of the home page; the same for every reader. */
export async function findHomePage(): Promise<HomePage> {
  const [list, exhibit] = await Promise.all([findBenchmarkListPage(allBenchmarks), findAttackExhibit()]);
  return { list, exhibit };
}
