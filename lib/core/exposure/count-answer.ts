import { computeAnnouncementCharge } from './announcement-charge';
import type { AnswerTally } from './answer-tally';

/**
 * What was answered: a `score`, or that a file has none, which tells of the items just as well; an `announcement` or a `refusal` of a
 * ladder.
 */
export type AnswerKind = 'score' | 'no-score' | 'announcement' | 'refusal';

/** What a team and the others of its group have had. */
export type GroupTallies = { readonly own: AnswerTally; readonly linked: AnswerTally };

/**
 * One more answer to the team. An announcement is charged by the answers that the whole group has had since its last one, and sets
 * those back for all of them.
 */
export function countAnswer({ own, linked }: GroupTallies, kind: AnswerKind): GroupTallies {
  switch (kind) {
    case 'score':
      return { own: { ...own, scores: own.scores + 1, charge: own.charge + 1 }, linked };
    case 'no-score':
      return { own: { ...own, refusals: own.refusals + 1, charge: own.charge + 1 }, linked };
    case 'refusal':
      return {
        own: { ...own, refusals: own.refusals + 1, sinceAnnouncement: own.sinceAnnouncement + 1 },
        linked,
      };
    case 'announcement':
      return {
        own: {
          ...own,
          announcements: own.announcements + 1,
          charge:
            own.charge + computeAnnouncementCharge(own.sinceAnnouncement + linked.sinceAnnouncement + 1),
          sinceAnnouncement: 0,
        },
        linked: { ...linked, sinceAnnouncement: 0 },
      };
  }
}
