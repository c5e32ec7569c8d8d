import { findScorerVersionOf } from '@/db/queries/scorer-version-queries';
import type { ScorerPlatform } from './scorer-platform';

/** A round is scored by the rules of the scorer version it was sealed with; this code doesn't have them. */
export class RulesMissing extends Error {}

/**
 * For a job that was asked for before jobs had flags, or of a round that was sealed since the flags were listed.
 * @throws RulesMissing so that the job is tried again, by a scorer that has them
 */
export async function requireScorable(
  { client, scorableVersions }: Pick<ScorerPlatform, 'client' | 'scorableVersions'>,
  payload: object,
): Promise<void> {
  const version = await findScorerVersionOf(client.db, payload);
  if (version !== null && !scorableVersions.includes(version))
    throw new RulesMissing(`the round was sealed with scorer version ${version}`);
}
