import type { FeedbackPolicyName } from '../benchmark';
import { computeAnnouncementCharge } from './announcement-charge';
import type { AnswerTally } from './answer-tally';
import { computeExposureBudget } from './exposure';
import type { ExposedPart } from './group-exposure';

export type AnsweringPart = ExposedPart & { readonly policy: FeedbackPolicyName };

/**
 * Whether one more answer to the group could use the part up: of a ladder where it would be an announcement, Σ charges + c(s + 1) > k*; of
 * scores under a budget Σ charges + 1 > k*. Never where scores are told without a budget.
 */
export function isExposureSpent(part: AnsweringPart, group: AnswerTally): boolean {
  switch (part.policy) {
    case 'guarded-ladder':
      return computeAnnouncementCharge(group.sinceAnnouncement + 1) > findBudgetLeft(part, group);
    case 'exact-with-budget':
      return findBudgetLeft(part, group) < 1;
    case 'exact':
    case 'final-only':
      return false;
  }
}

/**
 * How many more answers a group can have until its exposure is spent: at least so many, however they turn out; at most so many,
 * which is where none is an announcement. Both infinite where nothing stops it.
 */
export function countAnswersByExposure(
  part: AnsweringPart,
  group: AnswerTally,
  cap: number,
): { readonly least: number; readonly most: number } {
  const left = findBudgetLeft(part, group);
  if (part.policy === 'exact-with-budget') return both(Math.max(0, Math.floor(left)));
  if (part.policy !== 'guarded-ladder') return both(Number.POSITIVE_INFINITY);
  const most = countRefusable(left, group.sinceAnnouncement, cap);
  return { least: countLeast(left, group.sinceAnnouncement, most), most };
}

const both = (count: number) => ({ least: count, most: count });

const findBudgetLeft = ({ feedbackCount }: ExposedPart, group: AnswerTally): number =>
  computeExposureBudget(feedbackCount) - group.charge;

/** How many answers are given while each is a refusal, up to the cap: as long as c(s + 1) is left, s growing. */
function countRefusable(left: number, since: number, cap: number): number {
  let [given, refused] = [0, cap];
  while (given < refused) {
    const middle = Math.ceil((given + refused) / 2);
    if (computeAnnouncementCharge(since + middle) <= left) given = middle;
    else refused = middle - 1;
  }
  return given;
}

/** The fewest answers that use up what is left: some refusals, an announcement, and then pairs. */
function countLeast(left: number, since: number, most: number): number {
  let least = most;
  for (let answers = 1; answers < least; answers++)
    least = Math.min(least, answers + countByPairs(left - computeAnnouncementCharge(since + answers)));
  return least;
}

/** Nothing is charged higher for its number of answers than c(2) for two, so pairs use the budget up soonest; then c(1) may be left. */
function countByPairs(left: number): number {
  const pair = computeAnnouncementCharge(2);
  return 2 * Math.floor(left / pair) + (left % pair >= computeAnnouncementCharge(1) ? 1 : 0);
}
