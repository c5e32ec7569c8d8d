import { endTurn, findPersonOfJob, findScorerVersionOf, type QueueInTurns } from '@/db/queries/job-queries';
import { type JobName, type JobPayload, jobNames, jobs, parseJob } from '@/lib/contracts/jobs';
import { runBeginAutomatic } from './automatic/run-begin-automatic';
import { runEquateRounds } from './equating/run-equate-rounds';
import { runCompareErratum } from './errata/run-compare-erratum';
import { runPublishErratum } from './errata/run-publish-erratum';
import { runRepublishRanking } from './errata/run-republish-ranking';
import { runDecideFeedback } from './feedback/run-decide-feedback';
import { runRaiseFlags } from './flags/run-raise-flags';
import { runMeasureOverfitting } from './freshness/run-measure-overfitting';
import { runDryRun } from './models/run-dry-run';
import { runFinishModel } from './models/run-finish-model';
import { longRun } from './models/run-version';
import { runScorePractice } from './practice/run-score-practice';
import { runRevealRound } from './reveal/run-reveal-round';
import { runExtendRound } from './rotation/run-extend-round';
import { runOpenRound } from './rotation/run-open-round';
import type { ScorerPlatform } from './scorer-platform';
import { runScoreFile, runScoreSubmission } from './scoring/run-score-submission';
import { runCheckTestSet } from './sealing/run-check-test-set';
import { runPrepareInputs } from './sealing/run-prepare-inputs';
import { runSealRound } from './sealing/run-seal-round';
import { runPublishSnapshot } from './snapshot/run-publish-snapshot';
import { runScoreSubgroups } from './snapshot/run-score-subgroups';
import type { RoundVault } from './vault/round-vault';

/** The round was sealed with a version other than this scorer's. */
export class OtherScorerVersion extends Error {}

type Perform = (payload: unknown) => Promise<void>;

type Handlers = { [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> };

/** The scorer's function for each job of the table. */
export function makeTaskList(platform: ScorerPlatform, vault: RoundVault): Record<JobName, Perform> {
  const handlers: Handlers = {
    check_test_set: (payload) => runCheckTestSet(platform, payload),
    seal_round: (payload) => runSealRound(platform, payload),
    extend_round: (payload) => runExtendRound(platform, payload),
    open_round: (payload) => runOpenRound(platform, payload),
    score_submission: (payload) => runScoreFile(platform, vault, payload),
    score_large_submission: (payload) => runScoreFile(platform, vault, payload),
    begin_automatic: (payload) => runBeginAutomatic(platform, payload),
    score_model: (payload) => runScoreSubmission(platform, vault, payload),
    score_automatic: (payload) => runScoreSubmission(platform, vault, payload),
    score_long_model: (payload) => runScoreSubmission(platform, vault, payload, longRun),
    dry_run_model: (payload) => runDryRun(platform, payload),
    score_practice: (payload) => runScorePractice(platform, vault, payload),
    score_long_practice: (payload) => runScorePractice(platform, vault, payload, longRun),
    finish_model: (payload) => runFinishModel(platform, vault, payload),
    decide_feedback: (payload) => runDecideFeedback(platform, vault, payload),
    publish_snapshot: (payload) => runPublishSnapshot(platform, vault, payload),
    prepare_inputs: (payload) => runPrepareInputs(platform, payload),
    reveal_round: (payload) => runRevealRound(platform, payload),
    compare_erratum: (payload) => runCompareErratum(platform, vault, payload),
    publish_erratum: (payload) => runPublishErratum(platform, vault, payload),
    republish_ranking: (payload) => runRepublishRanking(platform, vault, payload),
    equate_rounds: (payload) => runEquateRounds(platform, payload),
    raise_flags: (payload) => runRaiseFlags(platform, vault, payload),
    measure_overfitting: (payload) => runMeasureOverfitting(platform, vault, payload),
    score_subgroups: (payload) => runScoreSubgroups(platform, vault, payload),
  };
  const takeTurn = makeTurns(platform);
  return Object.fromEntries(
    jobNames.map((name) => [name, parsing(platform, takeTurn, name, handlers[name])]),
  ) as Record<JobName, Perform>;
}

const parsing =
  <Name extends JobName>(
    platform: ScorerPlatform,
    takeTurn: TakeTurn,
    name: Name,
    handle: Handlers[Name],
  ): Perform =>
  async (payload) => {
    const parsed = parseJob(name, payload);
    if ('isByRoundsRules' in jobs[name]) await requireScorable(platform, parsed);
    const { queue } = jobs[name];
    return queue === 'long' || queue === 'models' || queue === 'long_models' || queue === 'dry_runs'
      ? takeTurn(queue, parsed, () => handle(parsed))
      : handle(parsed);
  };

type TakeTurn = (queue: QueueInTurns, payload: object, work: () => Promise<void>) => Promise<void>;

/** Any end of a job counts as its person's turn; after every second turn the job that has waited longest is next. */
function makeTurns({ client: { db } }: ScorerPlatform): TakeTurn {
  const turnCounts = { long: 0, models: 0, long_models: 0, dry_runs: 0 };
  return async (queue, payload, work) => {
    // A deleted draft has no person.
    const person = await findPersonOfJob(db, payload);
    try {
      await work();
    } finally {
      turnCounts[queue]++;
      await endTurn(db, { person, queue, favoursLongest: turnCounts[queue] % 2 === 0 });
    }
  };
}

/**
 * Checks the scorer version again, for a round that was sealed since the flags were listed.
 * @throws OtherScorerVersion so that the job is tried again, by a scorer of that version
 */
async function requireScorable(
  { client, scorerVersion }: Pick<ScorerPlatform, 'client' | 'scorerVersion'>,
  payload: object,
): Promise<void> {
  const version = await findScorerVersionOf(client.db, payload);
  if (version !== null && version !== scorerVersion)
    throw new OtherScorerVersion(`the round was sealed with scorer version ${version}`);
}
