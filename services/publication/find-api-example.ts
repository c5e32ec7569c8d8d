import { webPlatform } from '@/adapters/web-platform';
import { findNewestOfficialPlace } from '@/db/queries/snapshot-queries';

export type ApiExample = { slug: string; number: number; model: string };

/** Where nothing is published yet. */
const none: ApiExample = { slug: 'a-benchmark', number: 1, model: 'a-model' };

/** An address that there is on this site: the leader of the ranking that was published last. */
export const findApiExample = async (): Promise<ApiExample> =>
  (await findNewestOfficialPlace(webPlatform().db)) ?? none;
