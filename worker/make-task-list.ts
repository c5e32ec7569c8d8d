import { endTurn, findPersonOfJob, findScorerVersionOf } from '@/db/queries/job-queries';
import { type JobName, type JobPayload, jobNames, jobs, parseJob } from '@/lib/contracts/jobs';
import { runBeginAutomatic } from './automatic/run-begin-automatic';
import { runEquateRounds } from './equating/run-equate-rounds';
import { runCompareErratum } from './errata/run-compare-erratum';
import { runPublishErratum } from './errata/run-publish-erratum';
import { runRepublishRanking } from './errata/run-republish-ranking';
import { runDecideFeedback } from './feedback/run-decide-feedback';
import { runRaiseFlags } from './flags/run-raise-flags';
import { runMeasureOverfitting } from './freshness/run-measure-overfitting';
import { runRevealRound } from './reveal/run-reveal-round';
import { runExtendRound } from './rotation/run-extend-round';
import { runOpenRound } from './rotation/run-open-round';
import { runRepeatRun } from './runs/repeat-run';
import { runBeginTrainings } from './runs/run-begin-trainings';
import { runDryRun } from './runs/run-dry-run';
import { runFinishModel } from './runs/run-finish-model';
import { runFinishRun } from './runs/run-finish-run';
import { runPrepareRun } from './runs/run-prepare-run';
import { runScoreModel } from './runs/run-score-model';
import { runScorePractice } from './runs/run-score-practice';
import type { ScorerPlatform } from './scorer-platform';
import { runScoreSubmission } from './scoring/run-score-submission';
import { runCheckTestSet } from './sealing/run-check-test-set';
import { runPrepareInputs } from './sealing/run-prepare-inputs';
import { runSealRound } from './sealing/run-seal-round';
import { runPublishSnapshot } from './snapshot/run-publish-snapshot';
import { runScoreSubgroups } from './snapshot/run-score-subgroups';
import type { RoundVault } from './vault/round-vault';

/** Error: the round was sealed with another version of the scoring rules than this scorer's. */
export class OtherScorerVersion extends Error {}

type Perform = (payload: unknown) => Promise<void>;

type Handlers = { [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> };

/** Maps each job of `lib/contracts/jobs.ts` to the scorer's function that runs it. */
export function makeTaskList(platform: ScorerPlatform, vault: RoundVault): Record<JobName, Perform> {
  const handlers: Handlers = {
    check_test_set: (payload) => runCheckTestSet(platform, payload),
    seal_round: (payload) => runSealRound(platform, payload),
    extend_round: (payload) => runExtendRound(platform, payload),
    open_round: (payload) => runOpenRound(platform, payload),
    score_submission: (payload) => runScoreSubmission(platform, vault, payload),
    score_large_submission: (payload) => runScoreSubmission(platform, vault, payload),
    begin_automatic: (payload) => runBeginAutomatic(platform, payload),
    begin_trainings: (payload) => runBeginTrainings(platform, payload),
    score_model: (payload) => runScoreModel(platform, payload),
    dry_run_model: (payload) => runDryRun(platform, payload),
    score_practice: (payload) => runScorePractice(platform, payload),
    prepare_run: (payload) => runPrepareRun(platform, vault, payload),
    finish_run: (payload) => runFinishRun(platform, vault, payload),
    finish_training: (payload) => runFinishRun(platform, vault, payload),
    repeat_run: (payload) => runRepeatRun(platform, payload),
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
    return jobs[name].queue === 'long' ? takeTurn(parsed, () => handle(parsed)) : handle(parsed);
  };

type TakeTurn = (payload: object, work: () => Promise<void>) => Promise<void>;

/**
 * Each end of a job, also a failure, counts as a turn of the person who asked for it, since persons are
 * served in turn. After every second turn, the job that has waited longest comes next.
 */
function makeTurns({ client: { db } }: ScorerPlatform): TakeTurn {
  let turnCount = 0;
  return async (payload, work) => {
    // A job on a deleted draft has no person.
    const person = await findPersonOfJob(db, payload);
    try {
      await work();
    } finally {
      turnCount++;
      await endTurn(db, { person, favoursLongest: turnCount % 2 === 0 });
    }
  };
}

/**
 * Checks the scorer version again: a round may have been sealed since the queue listed the jobs to skip.
 * @throws OtherScorerVersion, so that the job is tried again by a scorer with the round's version
 */
async function requireScorable(
  { client, scorerVersion }: Pick<ScorerPlatform, 'client' | 'scorerVersion'>,
  payload: object,
): Promise<void> {
  const version = await findScorerVersionOf(client.db, payload);
  if (version !== null && version !== scorerVersion)
    throw new OtherScorerVersion(`the round was sealed with scorer version ${version}`);
}
