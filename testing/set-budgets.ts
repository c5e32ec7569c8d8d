import { composeBudgetsView } from '@/db/migrate';
import type { BudgetMaxima } from '@/lib/core/quota/budgets';
import type { TestSite } from './make-test-site';
import { testBudgetMaxima } from './test-server';

/** Sets budgets of people on a test site, where they are large by default. */
export async function setBudgets({ superuser }: TestSite, maxima: Partial<BudgetMaxima>): Promise<void> {
  await superuser.unsafe(composeBudgetsView({ ...testBudgetMaxima, ...maxima }));
}

/** Ends the time windows of all used budgets, so that these are full again. */
export async function endBudgetWindows({ superuser }: TestSite): Promise<void> {
  await superuser`update spent_budgets set began_at = began_at - interval '1 day'`;
}
