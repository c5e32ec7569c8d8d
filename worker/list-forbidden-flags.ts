import { listScorerVersions } from '@/db/queries/scorer-version-queries';
import type { ScorerPlatform } from './scorer-platform';

/**
 * The flags of jobs that the queue is to pass over: about rounds of other scorer versions, and while the disk
 * is short of space those that write files. Asked before each job, so a job that waits for either goes on by itself.
 */
export async function listForbiddenFlags({
  client,
  scorerVersion,
  space,
}: Pick<ScorerPlatform, 'client' | 'scorerVersion' | 'space'>): Promise<string[]> {
  const versions = await listScorerVersions(client.db);
  const flags = versions
    .filter((version) => version !== scorerVersion)
    .map((version) => `scorer version ${version}`);
  return (await space.isShort()) ? [...flags, 'writes files'] : flags;
}
