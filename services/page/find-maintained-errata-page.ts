import { webPlatform } from '@/adapters/web-platform';
import { listErrataOf } from '@/db/queries/erratum-queries';
import { findRoundByNumber } from '@/db/queries/round-queries';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import type { RoundFacts } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { viewOfMaintainedErratum } from '../erratum/view';
import { factsOfRound } from '../round/view';

export type MaintainedErrataPage = {
  benchmark: BenchmarkFacts;
  /** Null for a person who neither has a role in the benchmark nor is an operator, who may consent. Errata newest first. */
  maintained: {
    role: MaintainerRole | 'operator';
    round: RoundFacts;
    errata: readonly MaintainedErratumView[];
  } | null;
};

/** Every erratum of a public round, for its maintainers and auditors, including proposals and comparisons. */
export async function findMaintainedErrataPage(
  actor: Actor,
  slug: string,
  number: number,
): Promise<Result<MaintainedErrataPage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const role = found.value.role ?? (actor.isOperator ? 'operator' : null);
  const benchmark = factsOfBenchmark(found.value.benchmark);
  if (!role) return ok({ benchmark, maintained: null });
  const round = await findRoundByNumber(db, found.value.benchmark.benchmarkId, number);
  if (!round || round.state === 'draft') return refuse({ kind: 'not_found', what: 'round' });
  const errata = (await listErrataOf(db, round.roundId)).map(viewOfMaintainedErratum);
  return ok({ benchmark, maintained: { role, round: factsOfRound(round), errata } });
}
