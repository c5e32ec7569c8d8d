import type { MaintainedRoundView } from '@/lib/contracts/round';
import { listBlocking } from '@/lib/core/round/checks/check';

/** Whether a draft can be sealed, or what keeps it. */
export type Sealable = 'ready' | 'checking' | 'has-problems' | 'blocked';

/** As the service that seals decides, with new ids. */
export function decideSealable({ check }: Pick<MaintainedRoundView, 'check'>): Sealable {
  if (check === null) return 'checking';
  if (check.problem_count > 0) return 'has-problems';
  return listBlocking(check.checks, { drawsIds: true }).length > 0 ? 'blocked' : 'ready';
}
