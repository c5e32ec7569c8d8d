import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { findSpentBudget } from '@/db/queries/budget-queries';
import { readSpentBudget } from '@/db/query-failure';
import type { BudgetName } from '@/lib/core/quota/budgets';
import { ok, type Result, refuse } from '@/lib/core/result';

/**
 * Refuses a person whose budget is used up, before any costly work begins. Parallel requests may all pass this check; a trigger
 * of the database then refuses those beyond the budget.
 */
export async function requireBudget(
  db: Executor,
  userId: string,
  budget: BudgetName,
  amount = 1,
): Promise<Result<null>> {
  const spent = await findSpentBudget(db, { userId, budget, amount });
  return spent ? refuse({ kind: 'budget_spent', ...spent }) : ok(null);
}

/**
 * Runs the transaction of a person's change. If the change exceeds a budget, a trigger aborts the transaction
 * (db/functions/budgets.sql), and the result is a refusal.
 */
export async function transact<T>(work: (tx: Transaction) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await webPlatform().db.transaction(work);
  } catch (error) {
    const spent = readSpentBudget(error);
    if (spent) return refuse({ kind: 'budget_spent', ...spent });
    throw error;
  }
}
