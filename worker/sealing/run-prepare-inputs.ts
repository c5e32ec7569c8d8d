import { objectKeys } from '@/adapters/object-store/object-store';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import type { ScorerPlatform } from '../scorer-platform';
import { publishInputs } from './publish-inputs';

/** Writes the inputs of a sealed round ahead of its opening. The round's state hides them until then. */
export async function runPrepareInputs(
  platform: ScorerPlatform,
  { roundId }: { roundId: string },
): Promise<void> {
  const found = await findRoundIn(platform.client.db, roundId, 'sealed');
  if (found?.benchmark.inputs !== 'public') return;
  if (await platform.objects.has(objectKeys.inputs(roundId))) return;
  await publishInputs(platform, found.round, found.benchmark);
}
