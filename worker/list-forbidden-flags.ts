import { listScorerVersions } from '@/db/queries/job-queries';
import type { ScorerPlatform } from './scorer-platform';

/**
 * Flags of jobs that the queue must skip: of rounds with other scorer versions, and, while disk space is short, of jobs that
 * write files. Read before each job, so a skipped job runs by itself later.
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
