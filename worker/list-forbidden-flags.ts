import { listScorerVersions } from '@/db/queries/scorer-version-queries';
import type { ScorerPlatform } from './scorer-platform';

/**
 * The flags of jobs that the queue is to pass over: about rounds of versions that this scorer hasn't the rules of, and while the disk
 * is short of space those that write files. Asked before each job, so a job that waits for either goes on by itself.
 */
export async function listForbiddenFlags({
  client,
  scorableVersions,
  space,
}: Pick<ScorerPlatform, 'client' | 'scorableVersions' | 'space'>): Promise<string[]> {
  const versions = await listScorerVersions(client.db);
  const missing = versions.filter((version) => !scorableVersions.includes(version));
  const flags = missing.map((version) => `scorer version ${version}`);
  return (await space.isShort()) ? [...flags, 'writes files'] : flags;
}
