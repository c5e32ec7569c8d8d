import { checkTitles } from '@/app/maintain/[slug]/check-titles';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { listBlocking } from '@/lib/core/round/checks/check';

type Check = MaintainedRoundView['check'];

/** What stands between a draft and its sealing, in one sentence. */
export function describeDraft(check: Check): string {
  if (check === null) return 'The scorer is checking its test set.';
  if (check.problem_count > 0)
    return check.problem_count === 1
      ? 'One problem in its file keeps it from being sealed.'
      : `${check.problem_count} problems in its file keep it from being sealed.`;
  const blocking = listBlocking(check.checks, { drawsIds: false });
  const [first, ...others] = listBlocking(check.checks, { drawsIds: true });
  if (first && blocking.length > 1 + others.length)
    return `${blocking.length} checks block the seal; new ids mend one of them.`;
  if (first && others.length > 0) return `${blocking.length} checks block the seal.`;
  if (first) return `One check blocks the seal: ${lowerFirst(checkTitles[first])}.`;
  if (blocking.length > 0) return 'Its ids reveal the labels: it can be sealed with pseudonymous ids.';
  const doubtful = check.checks.filter(({ outcome }) => outcome === 'warn').length;
  if (doubtful === 0) return 'Every check passes: it can be sealed.';
  return doubtful === 1
    ? 'One check is for you to judge; it can be sealed.'
    : `${doubtful} checks are for you to judge; it can be sealed.`;
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** What came of the checks, in two or three words. */
export function summariseChecks(check: Check): string {
  if (check === null) return 'under way';
  if (check.problem_count > 0)
    return `${check.problem_count} ${check.problem_count === 1 ? 'problem' : 'problems'} in the file`;
  const countOf = (wanted: string) => check.checks.filter(({ outcome }) => outcome === wanted).length;
  const [block, warn] = [countOf('block'), countOf('warn')];
  const parts = [
    ...(block > 0 ? [`${block} ${block === 1 ? 'check blocks' : 'checks block'}`] : []),
    ...(warn > 0 ? [`${warn} ${warn === 1 ? 'warns' : 'warn'}`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'all pass';
}
