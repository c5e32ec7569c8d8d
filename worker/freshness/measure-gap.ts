import { setImmediate } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { type Part, parts } from '@/lib/core/benchmark';
import { excessScaleRules } from '@/lib/core/freshness/excess-scales';
import {
  addValues,
  computeItemDifferences,
  computePartDifference,
  type DrawnUnits,
  type ValueSums,
} from '@/lib/core/freshness/part-difference';
import type { RoundRecord } from '@/lib/core/freshness/round-record';
import type { ExcessScale } from '@/lib/core/metrics/excess-scale';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { selectPart } from '@/lib/core/scoring/score-part';
import { selectGroups } from '@/lib/core/scoring/select-groups';
import type { ScorerPlatform } from '../scorer-platform';
import { readSubmittedFile } from '../scoring/read-submitted-file';
import { openOutcomes } from '../vault/open-outcomes';
import type { OpenedRound } from '../vault/round-vault';

/** A ranked submission with the evaluation that its score is of. */
export type EvaluatedSubmission = { submissionId: string; evaluationId: string };

/** A round's models, by what the round could have taught them. */
export type ComparedSubmissions = {
  frozen: readonly EvaluatedSubmission[];
  adapted: readonly EvaluatedSubmission[];
};

type PartValues = Record<Part, Float64Array>;
type PartSums = Record<Part, ValueSums>;
type MeasuredRound = { opened: OpenedRound; benchmark: BenchmarkRow; scale: ExcessScale };

/**
 * By how much the adapted models are better than the frozen ones on each part; null without models in both groups, and where a score
 * or its error has no value. Models are opened one at a time: two sums and one column of a part are all that is in memory.
 */
export async function measureGap(
  tx: Executor,
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  round: MeasuredRound,
  { frozen, adapted }: ComparedSubmissions,
): Promise<Exclude<RoundRecord['gap'], 'no-feedback'>> {
  if (frozen.length === 0 || adapted.length === 0) return null;
  const sum = async (submissions: readonly EvaluatedSubmission[]): Promise<PartSums | 'perfect-score'> => {
    let sums: { [part in Part]: ValueSums | null } = { feedback: null, final: null };
    for (const submission of submissions) {
      const values = await openValues(tx, platform, round, submission);
      const [feedback, final] = parts.map((part) => excessScaleRules[round.scale].scaleValues(values[part]));
      if (!feedback || !final) return 'perfect-score';
      sums = { feedback: addValues(sums.feedback, feedback), final: addValues(sums.final, final) };
      // Yields to the event loop between models, so that the thread is heard of.
      await setImmediate();
    }
    return { feedback: sums.feedback!, final: sums.final! };
  };
  const [ofAdapted, ofFrozen] = [await sum(adapted), await sum(frozen)];
  if (ofAdapted === 'perfect-score' || ofFrozen === 'perfect-score') return 'perfect-score';
  const measure = (part: Part) => {
    const differences = computeItemDifferences(ofAdapted[part], ofFrozen[part]);
    return differences.every(Number.isFinite)
      ? computePartDifference(differences, listUnits(round, part))
      : null;
  };
  const [feedback, final] = [measure('feedback'), measure('final')];
  return feedback && final && { feedback, final };
}

/**
 * The pseudo-values of a model's score on both parts: its outcomes where the score is their mean, or made of it. Those of a metric
 * that has others are computed from the file once more: of the feedback part none are kept.
 */
async function openValues(
  tx: Executor,
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  { opened, benchmark }: MeasuredRound,
  { submissionId, evaluationId }: EvaluatedSubmission,
): Promise<PartValues> {
  const { computePseudoValues } = metricByName[benchmark.metric];
  if (computePseudoValues === null) {
    const open = (part: Part) => openOutcomes(tx, opened.key, { evaluationId, part });
    return { feedback: await open('feedback'), final: await open('final') };
  }
  const read = await readSubmittedFile(platform, submissionId, benchmark, opened);
  if (!read.ok) throw new Error('a scored file no longer reads');
  const predictions = read.value;
  const compute = (part: Part): Float64Array => {
    const positions = opened.positions[part];
    const values = computePseudoValues(
      selectPart({ rules: benchmark, labels: opened.labels, positions, predictions }),
    );
    return values.ok ? values.value : new Float64Array(positions.length).fill(Number.NaN);
  };
  return { feedback: compute('feedback'), final: compute('final') };
}

function listUnits({ opened, scale }: MeasuredRound, part: Part): DrawnUnits {
  const positions = opened.positions[part];
  const groups = selectGroups(opened.groups, positions);
  if (groups !== null) return { of: 'groups', groups };
  if (scale !== 'area') return { of: 'items' };
  return { of: 'classes', labels: Int32Array.from(positions, (position) => Number(opened.labels[position])) };
}
