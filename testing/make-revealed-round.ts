import type { Actor } from '@/services/access/caller';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { closeRound, revealRound } from '@/services/round/openings';
import { makeBenchmark } from './make-benchmark';
import { makePerson } from './make-person';
import { makeOpenRound } from './make-round';
import type { TestSite } from './make-test-site';
import { startTestScorer } from './start-test-scorer';
import { awaitFinal, submitPredictions } from './submit-predictions';
import { unwrap } from './unwrap';
import { waitUntil } from './wait-until';

/** Fields of a benchmark, the test set of its round, and one uncompressed prediction file for each model. */
export type RoundScript = { wishes: object; testSet: string; files: readonly string[] };

export type RevealedRound = {
  slug: string;
  number: number;
  roundId: string;
  /** Ids of the submissions of `Model 0`, `Model 1` and so on, each sent by another person. */
  submissionIds: string[];
};

/** Plays a round up to its reveal. The scorer that did so has been stopped, so that a test can run further jobs itself. */
export async function makeRevealedRound(
  site: TestSite,
  maintainer: Actor,
  { wishes, testSet, files }: RoundScript,
): Promise<RevealedRound> {
  const scorer = await startTestScorer(site);
  try {
    const slug = await makeBenchmark(maintainer, wishes);
    const number = await makeOpenRound(maintainer, slug, testSet);
    const sent: { researcher: Actor; id: string }[] = [];
    for (const [i, file] of files.entries()) {
      const researcher = await makePerson(site);
      const { id } = await submitPredictions(researcher, slug, file, { model: `Model ${i}` });
      sent.push({ researcher, id });
    }
    for (const { researcher, id } of sent) {
      const { state } = await awaitFinal(researcher, id);
      if (state !== 'scored') throw new Error(`a submission ended ${state}`);
    }
    const submissionIds = sent.map(({ id }) => id);
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    await waitUntil(async () => (await findLeaderboard(slug, number)).ok);
    const { state } = unwrap(await revealRound(maintainer, slug, number));
    if (state !== 'revealed') throw new Error('the scorer did not reveal the round');
    const [row] = await site.superuser<{ id: string }[]>`
      select round_id as id from rounds join benchmarks using (benchmark_id) where slug = ${slug} and number = ${number}`;
    return { slug, number, roundId: row!.id, submissionIds };
  } finally {
    await scorer.stop();
  }
}
