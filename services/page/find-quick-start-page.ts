import { webPlatform } from '@/adapters/web-platform';
import { type ExampleRound, findExampleRound } from '@/db/queries/benchmark-queries';

export type { ExampleRound };

/** The open round that the commands of the quick start are about, or null where none is open that takes predictions; the same for everybody. */
export async function findQuickStartPage(): Promise<ExampleRound | null> {
  return (await findExampleRound(webPlatform().db)) ?? null;
}
