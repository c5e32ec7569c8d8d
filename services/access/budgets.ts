import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { findSpentBudget } from '@/db/queries/budget-queries';
import { readSpentBudget } from '@/db/query-failure';
import type { BudgetName } from '@/lib/core/quota/budgets';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** Checks a person's budget before work that would be in vain. Parallel requests may pass it together; the database refuses them. */
export async function requireBudget(
  db: Executor,
  userId: string,
  budget: BudgetName,
  amount = 1,
): Promise<Result<null, Refusal>> {
  const spent = await findSpentBudget(db, { userId, budget, amount });
  return spent ? refuse({ kind: 'budget_spent', ...spent }) : ok(null);
}

/** Runs a transaction of a person's act. A trigger that finds a budget spent undoes it (db/functions/budgets.sql). */
export async function transact<T>(
  work: (tx: Transaction) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  try {
    return await webPlatform().db.transaction(work);
  } catch (error) {
    const spent = readSpentBudget(error);
    if (spent) return refuse({ kind: 'budget_spent', ...spent });
    throw error;
  }
}
