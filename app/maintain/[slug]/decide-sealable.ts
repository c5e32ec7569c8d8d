import type { MaintainedRoundView } from '@/lib/contracts/round';

/** Whether a draft can be sealed, or what keeps it. */
export type Sealable = 'ready' | 'checking' | 'has-problems' | 'blocked';

/** As the service that seals decides. */
export function decideSealable({ check }: Pick<MaintainedRoundView, 'check'>): Sealable {
  if (check === null) return 'checking';
  if (check.problem_count > 0) return 'has-problems';
  return check.checks.some(({ outcome }) => outcome === 'block') ? 'blocked' : 'ready';
}
