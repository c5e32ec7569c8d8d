import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { type AutomaticProgress, findAutomaticProgress } from '@/db/queries/automatic-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { listErrataOf } from '@/db/queries/erratum-queries';
import { countMaintainers } from '@/db/queries/people-of-benchmark-queries';
import { findRoundByNumber, listRoundsOf } from '@/db/queries/round-queries';
import { type CountingSubmission, listCountingSubmissions } from '@/db/queries/submission-queries';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import type { MaintainedRoundView, RoundFacts } from '@/lib/contracts/round';
import { hasRole, isArtefactKind, type MaintainerRole } from '@/lib/core/benchmark';
import type { LastPairs } from '@/lib/core/planner/plan-ranking';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Round } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { type BlockByLeak, readBlockByLeak } from '../draft/overrule-leak';
import { viewOfMaintainedErratum } from '../erratum/view';
import { readLastPairs } from '../publication/read-last-pairs';
import { type ModeratedRound, readModeratedRound } from '../round/leak-reports';
import { forecastFrom } from '../round/read-planned-openings';
import { factsOfRound, findReplacedNumber, maintainedViewOfRound } from '../round/view';

/** The next planned opening and the next scheduled rotation, which closes the open round. */
export type ComingRotation = {
  opening: { title: string; at: string } | null;
  nextRotationAt: string | null;
};

export type MaintainedRoundPage = {
  benchmark: { title: string; role: MaintainerRole | null };
  /** Null for a reader who has neither a role in the benchmark nor is an operator. */
  maintained: {
    moderated: ModeratedRound;
    /**
     * The draft with its check report, and the benchmark's present rules, by which it would be sealed. Null for a round that is
     * sealed already.
     */
    draft: {
      view: MaintainedRoundView;
      benchmark: BenchmarkFacts & { lastPairs: LastPairs | null };
      blockByLeak: BlockByLeak | null;
    } | null;
    /**
     * The rotation that would close the open round, for maintainers, who may postpone it; null for other readers and where no
     * close can be postponed.
     */
    coming: ComingRotation | null;
    /** The submissions of a closed round that count, for maintainers, who may withdraw them. */
    counting: readonly CountingSubmission[];
    /** Progress of the round's automatic evaluations, for maintainers; null if there are none. */
    progress: AutomaticProgress | null;
  } | null;
};

/** Maximum number of failed evaluations that the page lists. */
const failuresMax = 100;

/** The page of one round for maintainers, auditors and operators. */
export async function findMaintainedRoundPage(
  actor: Actor,
  slug: string,
  number: number,
): Promise<Result<MaintainedRoundPage>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const named = { title: benchmark.title, role };
  const as = decideReader(actor, role);
  if (!as) return ok({ benchmark: named, maintained: null });
  const rows = await listRoundsOf(db, [benchmark.benchmarkId], { drafts: as !== 'operator' });
  const round = rows.find((row) => row.number === number);
  if (!round) return refuse({ kind: 'not_found', what: 'round' });
  const [moderated, counting, progress] = await Promise.all([
    readModeratedRound(db, { round, as, reader: actor }),
    as === 'maintainer' && round.state === 'closed' ? listCountingSubmissions(db, round.roundId) : [],
    as === 'maintainer' && benchmark.accepts.some(isArtefactKind) && mayStandIn(round)
      ? findAutomaticProgress(db, round.roundId, failuresMax)
      : null,
  ]);
  const { round: view, submissions } = moderated;
  const draft =
    round.state === 'draft'
      ? {
          view: maintainedViewOfRound(round, {
            view,
            submissions,
            replaces: findReplacedNumber(round, rows),
          }),
          benchmark: { ...factsOfBenchmark(benchmark), lastPairs: await readLastPairs(db, rows) },
          blockByLeak: await readBlockByLeak(db, round, actor),
        }
      : null;
  const coming =
    as === 'maintainer' && round.state === 'open' && round.closesAt.getTime() > Date.now()
      ? await readComing(db, benchmark, rows)
      : null;
  return ok({
    benchmark: named,
    maintained: { moderated, draft, coming, counting, progress: orNull(progress) },
  });
}

/**
 * True in states in which some automatic evaluations may be unfinished or unpublished; those of a revealed round are all
 * public.
 */
const mayStandIn = ({ state }: Round): boolean =>
  state === 'open' || state === 'closed' || state === 'frozen';

const orNull = (progress: AutomaticProgress | null): AutomaticProgress | null =>
  progress && progress.waiting + progress.scored + progress.failed > 0 ? progress : null;

/** The first planned opening of a round, and the next rotation of the schedule. */
async function readComing(
  db: Executor,
  benchmark: BenchmarkRow,
  rounds: readonly Round[],
): Promise<ComingRotation> {
  const forecasts = forecastFrom(benchmark, rounds, await readClock(db));
  const [first] = forecasts.flatMap(({ at, opens }) => {
    const round = rounds.find(({ roundId }) => roundId === opens?.roundId);
    return round ? [{ title: round.title, at: at.toISOString() }] : [];
  });
  return { opening: first ?? null, nextRotationAt: benchmark.nextRotationAt?.toISOString() ?? null };
}

/**
 * The capacity in which the actor reads the page. An operator may consent to an invalidation, which an auditor may not, so that
 * capacity comes before an auditor's.
 */
function decideReader(actor: Actor, role: MaintainerRole | null): ModeratedRound['as'] | null {
  if (role && hasRole(role, 'maintainer')) return 'maintainer';
  if (actor.isOperator) return 'operator';
  return role ? 'auditor' : null;
}

/** An erratum as a page shows it, with a mark on the reader's own proposals: a proposer can't consent. */
export type ErratumOnPage = MaintainedErratumView & {
  readonly proposed_by_you: boolean;
  /** True if the benchmark has a single maintainer, so that only an operator can consent. */
  readonly isSole: boolean;
};

export type MaintainedErrataPage = {
  benchmark: BenchmarkFacts;
  /** Errata newest first. Null for a reader who has no role in the benchmark and isn't an operator. */
  maintained: {
    role: MaintainerRole | 'operator';
    round: RoundFacts;
    errata: readonly ErratumOnPage[];
  } | null;
};

/** All errata of a public round, proposals and comparisons included, for people with a role and for operators, who may consent. */
export async function findMaintainedErrataPage(
  actor: Actor,
  slug: string,
  number: number,
): Promise<Result<MaintainedErrataPage>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const role = found.value.role ?? (actor.isOperator ? 'operator' : null);
  const benchmark = factsOfBenchmark(found.value.benchmark);
  if (!role) return ok({ benchmark, maintained: null });
  const round = await findRoundByNumber(db, found.value.benchmark.benchmarkId, number);
  if (!round || round.state === 'draft') return refuse({ kind: 'not_found', what: 'round' });
  const isSole = (await countMaintainers(db, round.benchmarkId)) === 1;
  const errata = (await listErrataOf(db, round.roundId)).map((row) => ({
    ...viewOfMaintainedErratum(row),
    ...{ proposed_by_you: row.proposedBy === actor.userId, isSole },
  }));
  return ok({ benchmark, maintained: { role, round: factsOfRound(round), errata } });
}
