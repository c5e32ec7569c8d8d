import { sql } from 'drizzle-orm';
import type { BudgetName, SpentBudget } from '@/lib/core/quota/budgets';
import type { Executor } from '../client';

/**
 * Returns a person's budget, with the time until its window ends, if less than this amount of it is left,
 * otherwise undefined. Triggers enforce the budget.
 */
export async function findSpentBudget(
  db: Executor,
  { userId, budget, amount }: { userId: string; budget: BudgetName; amount: number },
): Promise<SpentBudget | undefined> {
  const [row] = await db.execute<{ limit: number; seconds: number }>(sql`
    select amount_max::float8 as limit, greatest(1, ceil(extract(epoch from began_at + length - site_clock())))::int as seconds
    from budgets join spent_budgets on budget = name
    where user_id = ${userId} and name = ${budget}::budget_name and began_at + length > site_clock() and amount + ${amount}::bigint > amount_max`);
  return row && { budget, limit: row.limit, retryAfterSeconds: row.seconds };
}

/** Reads a budget's maximum on this site. */
export async function readBudgetMax(db: Executor, budget: BudgetName): Promise<number> {
  const [row] = await db.execute<{ max: number }>(
    sql`select amount_max::float8 as max from budgets where name = ${budget}::budget_name`,
  );
  if (!row) throw new Error(`no budget ${budget}`);
  return row.max;
}
