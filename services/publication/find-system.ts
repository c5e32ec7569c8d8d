import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listFreezings } from '@/db/queries/model-version-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { ModelInRoundView, ModelView } from '@/lib/contracts/model';
import type { RoundMeanView, SystemView } from '@/lib/contracts/system';
import { publishedNumber } from '@/lib/core/feedback/rounding';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import {
  findAge,
  measureRenewal,
  type RenewedRound,
  type RoundMean,
  renewalRoundsMin,
} from '@/lib/core/renewal/renewal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Bounds } from '@/lib/core/statistics/interval';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { readTrainings } from '../version/training';
import { readModel } from './find-model';

/**
 * Finds how much a model gained by its renewals (new versions), computed from published rankings alone; the same for every
 * reader.
 */
export async function findSystem(
  slug: string,
  modelSlug: string,
  reader: Actor | null = null,
): Promise<Result<SystemView>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  return benchmark.ok ? readSystem(db, benchmark.value, modelSlug) : benchmark;
}

/** True if some official ranking compares another version of the model with the version that counts. */
export const isSystem = ({ rounds }: ModelView): boolean => rounds.some(hasOthers);

const hasOthers = ({ reference_entries }: ModelInRoundView): boolean =>
  reference_entries.some(({ against_counting }) => against_counting !== null);

/** A model is missing here (404) if no official ranking compares several of its versions and the site has never trained it. */
export async function readSystem(
  db: Executor,
  benchmark: BenchmarkRow,
  modelSlug: string,
): Promise<Result<SystemView>> {
  const model = await readModel(db, benchmark, modelSlug);
  if (!model.ok) return model;
  const { benchmarkId, metric, task, direction } = benchmark;
  const closings = new Map(
    (await listRoundsOf(db, [benchmarkId], { drafts: false })).flatMap((round) =>
      round.state === 'closed' || round.state === 'revealed' ? [[round.number, round.closedAt] as const] : [],
    ),
  );
  const official = model.value.rounds.filter(({ round, provisional }) => !provisional && closings.has(round));
  const { shown: trainings } = await readTrainings(db, { benchmarkId, modelSlug });
  if (!official.some(hasOthers) && trainings.length === 0)
    return refuse({ kind: 'not_found', what: 'system' });
  const freezings = new Map(
    (await listFreezings(db, { benchmarkId, modelSlug })).map(({ version, frozenAt }) => [version, frozenAt]),
  );
  const rounds = official.toReversed().map((inRound) => ({
    ...renewedRoundOf(inRound, closings.get(inRound.round)!, freezings),
    title: inRound.title,
    rows: [inRound.entry, ...inRound.reference_entries],
  }));
  const closes = [...closings.values()];
  const { first, gains, pooled, verdict, ages } = measureRenewal(rounds, { metric, task, closings: closes });
  const number = (value: number) => publishedNumber(metric, value);
  return ok({
    ...nameSystem(model.value),
    ...{ metric, direction, first, verdict, rounds_needed: renewalRoundsMin },
    gains: gains.map(({ round, version, gain, interval, isSignificant }) => ({
      round,
      title: rounds.find((one) => one.round === round)!.title,
      version,
      difference: number(gain),
      interval: viewOfBounds(metric, interval),
      is_significant: isSignificant,
    })),
    mean_gain: pooled && viewOfMean(metric, pooled),
    ages: ages.map(({ age, ...change }) => ({ age, ...viewOfMean(metric, change) })),
    versions: listVersions(rounds, closes),
    trainings,
  });
}

const nameSystem = ({ benchmark, model, model_slug, team, team_slug }: ModelView) => ({
  ...{ benchmark, model, model_slug, team, team_slug },
});

const viewOfBounds = (metric: MetricName, bounds: Bounds | null): RoundMeanView['interval'] =>
  bounds && { lower: publishedNumber(metric, bounds.lower), upper: publishedNumber(metric, bounds.upper) };

const viewOfMean = (metric: MetricName, { mean, interval, roundCount, unit }: RoundMean): RoundMeanView => ({
  difference: publishedNumber(metric, mean),
  interval: viewOfBounds(metric, interval),
  rounds: roundCount,
  unit,
});

function renewedRoundOf(
  { round, item_count: itemCount, entry, reference_entries }: ModelInRoundView,
  closedAt: Date,
  freezings: ReadonlyMap<string, Date>,
): RenewedRound {
  const scored = ({ version, score }: { version: string; score: number }) => ({
    version,
    score,
    frozenAt: freezings.get(version) ?? null,
  });
  return {
    ...{ round, closedAt, itemCount },
    counting: scored(entry),
    beside: reference_entries.flatMap((row) =>
      row.against_counting === null
        ? []
        : [
            {
              ...scored(row),
              halfWidth: row.against_counting.half_width,
              isSignificant: row.against_counting.is_significant,
            },
          ],
    ),
  };
}

type RoundOfSystem = RenewedRound & { title: string; rows: readonly LeaderboardEntry[] };

function listVersions(rounds: readonly RoundOfSystem[], closings: readonly Date[]): SystemView['versions'] {
  const versions = new Map<string, SystemView['versions'][number] & { from: number }>();
  for (const { round, title, closedAt, counting, beside, rows } of rounds)
    for (const { version, frozenAt } of [counting, ...beside]) {
      const row = rows.find((one) => one.version === version)!;
      const { score, evidence, disclosure } = row;
      const known = versions.get(version) ?? {
        version,
        frozen_at: frozenAt?.toISOString() ?? null,
        training_cutoff: disclosure?.training_cutoff ?? null,
        scores: [],
        from: frozenAt?.getTime() ?? Date.parse(row.submitted_at),
      };
      versions.set(version, known);
      const age = findAge({ frozenAt }, closedAt, closings);
      known.scores.push({ round, title, age, score, evidence, counts: version === counting.version });
    }
  return [...versions.values()].sort((a, b) => b.from - a.from).map(({ from: _, ...version }) => version);
}
