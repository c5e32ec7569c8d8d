import type { ModelView } from '@/lib/contracts/model';

/** Whether a ranking that counts has it, so that there is something of it that goes out. */
export const hasOfficialScore = ({ rounds }: ModelView): boolean =>
  rounds.some(({ state }) => state === 'closed' || state === 'revealed');
