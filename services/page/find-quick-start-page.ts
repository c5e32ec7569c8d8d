import { webPlatform } from '@/adapters/web-platform';
import {
  type ExampleRound,
  findExampleRound,
  listPublicOpenRounds,
  type OpenRound,
} from '@/db/queries/benchmark-queries';
import { listTeamsOf } from '@/db/queries/people-queries';
import { listSubmissionsOfUser } from '@/db/queries/submission-queries';
import type { Actor } from '../access/caller';
import { ensureTeam } from '../team/team';

export type { ExampleRound, OpenRound };

export type QuickStartPage = {
  /** The open round of the commands; null without one that accepts predictions. */
  example: ExampleRound | null;
  /** Null for a visitor. */
  participant: {
    /** The default team of a submission. */
    teamName: string;
    isInSeveralTeams: boolean;
    isNewcomer: boolean;
    open: readonly OpenRound[];
  } | null;
};

/** The start of submitting: the same commands for all, and for a signed-in person their team and the open rounds. */
export async function findQuickStartPage(actor: Actor | null): Promise<QuickStartPage> {
  const { db } = webPlatform();
  const example = (await findExampleRound(db)) ?? null;
  if (!actor) return { example, participant: null };
  const { teamId, name } = await ensureTeam(db, actor);
  const [teams, open, sent] = await Promise.all([
    listTeamsOf(db, actor.userId),
    listPublicOpenRounds(db, teamId),
    listSubmissionsOfUser(db, actor.userId, { limit: 1 }),
  ]);
  return {
    example,
    participant: {
      teamName: name,
      isInSeveralTeams: teams.length > 1,
      isNewcomer: sent.length === 0,
      open,
    },
  };
}
