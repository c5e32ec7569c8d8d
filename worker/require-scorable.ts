import { findScorerVersionOf } from '@/db/queries/scorer-version-queries';
import type { ScorerPlatform } from './scorer-platform';

/** The round was sealed with another scorer version than this scorer's. */
export class OtherScorerVersion extends Error {}

/**
 * For a job of a round that was sealed since the flags were listed.
 * @throws OtherScorerVersion so that the job is tried again, by a scorer of that version
 */
export async function requireScorable(
  { client, scorerVersion }: Pick<ScorerPlatform, 'client' | 'scorerVersion'>,
  payload: object,
): Promise<void> {
  const version = await findScorerVersionOf(client.db, payload);
  if (version !== null && version !== scorerVersion)
    throw new OtherScorerVersion(`the round was sealed with scorer version ${version}`);
}
