import type { Actor } from '@/services/access/caller';
import { revealRound } from '@/services/round/openings';
import { findRoundIds, makeBenchmark, makeOpenRound } from './make-benchmark';
import { makePerson } from './make-person';
import type { TestSite } from './make-test-site';
import { withTestScorer } from './start-test-scorer';
import { awaitFinal, closeAndRank, submitPredictions } from './submit-predictions';
import { unwrap } from './unwrap';

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
  return withTestScorer(site, async () => {
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
    await closeAndRank(maintainer, slug, number);
    const { state } = unwrap(await revealRound(maintainer, slug, number));
    if (state !== 'revealed') throw new Error('the scorer did not reveal the round');
    return { slug, number, roundId: (await findRoundIds(site, slug, number)).roundId, submissionIds };
  });
}
