import { webPlatform } from '@/adapters/web-platform';
import { findNewestOfficialPlace } from '@/db/queries/snapshot-queries';

export type ApiExample = { slug: string; number: number; model: string };

/** Placeholder before the first publication. */
const none: ApiExample = { slug: 'a-benchmark', number: 1, model: 'a-model' };

/** An existing address on this site: the leader of the last published ranking. */
export const findApiExample = async (): Promise<ApiExample> =>
  (await findNewestOfficialPlace(webPlatform().db)) ?? none;
