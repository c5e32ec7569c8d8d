import { findFlightsFile, readFlights } from '@/demo/flights/read-flights';
import { createBlockBlender } from '@/demo/freshness/blend-by-blocks';
import { feedbackShare, freshnessRounds } from '@/demo/freshness/freshness-benchmark';
import { type FreshnessRound, makeFreshnessRounds } from '@/demo/freshness/make-freshness-rounds';
import { noAnswers } from '@/lib/core/exposure/answer-tally';
import { computeGroupExposure, computePooledExposure } from '@/lib/core/exposure/group-exposure';
import { findAnswerDecimals } from '@/lib/core/feedback/answer-decimals';
import { composeFreshness } from '@/lib/core/feedback/compose-freshness';
import { roundToDecimals } from '@/lib/core/feedback/round-to-decimals';
import type { Freshness } from '@/lib/core/freshness/decide-freshness';
import type { RoundPair, ScorePair } from '@/lib/core/freshness/drop';
import {
  addValues,
  computeItemDifferences,
  computePartDifference,
  type ValueSums,
} from '@/lib/core/freshness/part-difference';
import type { RoundRecord } from '@/lib/core/freshness/round-record';
import { drawParts, positionsOf } from '@/lib/core/round/draw-parts';
import { createRng, type Rng } from '@/lib/core/statistics/rng';

// How often each round of the demo's freshness exhibit comes out in which state, over draws of the parts: `npm run bench:demo-states
// -- [draws]`. The models and flights are the demo's own; only the draws are simulated. Seeded. Exits with 1 where a state that the
// exhibit's text names comes out less often than `promised` says.

const draws = Number(process.argv[2] ?? 500);

/** Least shares of draws; in April chance alone makes a gap in one of twenty. */
const promised = [
  { month: 2, state: 'aging', share: 0.97 },
  { month: 3, state: 'stale', share: 1 },
  { month: 4, state: 'fresh', share: 0.92 },
  { month: 5, state: 'fresh', share: 0.97 },
] as const;

/** An outcome for each item, of a model as a round ranks it. */
type Played = { readonly name: string; readonly isFrozen: boolean; readonly hits: Float64Array };

type PlayedRound = {
  readonly month: number;
  readonly parts: { readonly feedback: Uint32Array; readonly final: Uint32Array };
  readonly models: readonly Played[];
};

const table = await readFlights(findFlightsFile());
const rounds = makeFreshnessRounds(table);
const labelsOf = new Map(
  rounds.map(({ month, items }) => [month, Uint8Array.from(items, ({ row }) => table.isLate[row]!)]),
);

const findHits = (classes: Uint8Array, labels: Uint8Array) =>
  Float64Array.from(classes, (predicted, i) => (predicted === labels[i] ? 1 : 0));

const scoreOn = (hits: Float64Array, positions: Uint32Array) =>
  positions.reduce((sum, position) => sum + hits[position]!, 0) / positions.length;

const honest = new Map(
  rounds.map((round) => {
    const labels = labelsOf.get(round.month)!;
    const play = (isFrozen: boolean, files: FreshnessRound['others']): Played[] =>
      files.map(({ model, version, classes }) => ({
        name: `${model} ${version}`,
        isFrozen,
        hits: findHits(classes, labels),
      }));
    return [round.month, [...play(true, round.reference), ...play(false, round.others)]] as const;
  }),
);

function playRound(rng: Rng, round: FreshnessRound): PlayedRound {
  const labels = labelsOf.get(round.month)!;
  const keys = BigUint64Array.from(
    labels,
    () => (BigInt(rng.nextUint32()) << 32n) | BigInt(rng.nextUint32()),
  );
  const parts = positionsOf(drawParts(keys, feedbackShare).bits, labels.length);
  return {
    month: round.month,
    parts,
    models: [...honest.get(round.month)!, ...playBlends(round, labels, parts)],
  };
}

/** As the demo tunes them: what counts of each team is the best file it has sent. */
function playBlends(round: FreshnessRound, labels: Uint8Array, { feedback }: PlayedRound['parts']): Played[] {
  const decimals = round.month === 3 ? findAnswerDecimals('zero-one', 0, feedback.length) : 4;
  return round.blends.flatMap((blend) => {
    const { entrants, answerCount } = blend;
    const blender = createBlockBlender(blend);
    const best = entrants.map(() => ({ score: -1, hits: new Float64Array(0) }));
    for (let n = 0; n < answerCount; n++) {
      const hits = findHits(blender.propose(), labels);
      const score = roundToDecimals(scoreOn(hits, feedback), decimals);
      blender.learn(score);
      if (score > best[n % entrants.length]!.score) best[n % entrants.length] = { score, hits };
    }
    return best.map(({ hits }, t) => ({ name: entrants[t]!.model, isFrozen: false, hits }));
  });
}

function measureGap({ parts, models }: PlayedRound): RoundRecord['gap'] {
  const measure = (positions: Uint32Array) => {
    const sumOf = (isFrozen: boolean) =>
      models
        .filter((model) => model.isFrozen === isFrozen)
        .reduce<ValueSums | null>(
          (sum, { hits }) =>
            addValues(
              sum,
              Float64Array.from(positions, (position) => hits[position]!),
            ),
          null,
        );
    const [adapted, frozen] = [sumOf(false), sumOf(true)];
    return (
      adapted && frozen && computePartDifference(computeItemDifferences(adapted, frozen), { of: 'items' })
    );
  };
  const [feedback, final] = [measure(parts.feedback), measure(parts.final)];
  return feedback && final && { feedback, final };
}

function pairRounds(earlier: PlayedRound, later: PlayedRound): RoundPair {
  const publish = ({ parts }: PlayedRound, hits: Float64Array) => ({
    score: roundToDecimals(scoreOn(hits, parts.final), 4),
    itemCount: parts.final.length,
  });
  const pairsOf = (isFrozen: boolean): ScorePair[] =>
    earlier.models.flatMap((before) => {
      const after = later.models.find(({ name }) => name === before.name);
      return after && before.isFrozen === isFrozen
        ? [{ model: before.name, earlier: publish(earlier, before.hits), later: publish(later, after.hits) }]
        : [];
    });
  return {
    earlierRound: earlier.month - 1,
    laterRound: later.month - 1,
    frozen: pairsOf(true),
    adapted: pairsOf(false),
  };
}

/** Of a ladder as if each answer had been an improvement: the most that it can be. */
function findExposures(round: FreshnessRound, feedbackCount: number) {
  if (round.month === 5) return { exposure: 0, pooledExposure: 0 };
  const counts = new Map<string, number>();
  for (const { team } of [...round.reference, ...round.others]) counts.set(team, (counts.get(team) ?? 0) + 1);
  for (const { entrants, answerCount } of round.blends)
    counts.set(entrants.map(({ team }) => team).join(), answerCount);
  const groups = [...counts.values()].map((charge) => ({ ...noAnswers, scores: charge, charge }));
  const part = { feedbackCount };
  return {
    exposure: Math.max(...groups.map((group) => computeGroupExposure(part, group))),
    pooledExposure: computePooledExposure(part, groups),
  };
}

/** The closed rounds as the newest assessment has them. */
function assessAll(played: readonly PlayedRound[]): Freshness[] {
  const closed = played.filter(({ month }) => month < 6);
  return closed.map((round, place) => {
    const pair = place + 1 < closed.length ? [round, closed[place + 1]!] : [closed[place - 1]!, round];
    return composeFreshness({
      round: round.month - 1,
      phase: 'closed',
      ...findExposures(rounds[place]!, round.parts.feedback.length),
      isOverdue: false,
      hasConfirmedLeak: false,
      scale: 'share',
      finalItemCount: round.parts.final.length,
      frozenCount: round.models.filter(({ isFrozen }) => isFrozen).length,
      adaptedCount: round.models.filter(({ isFrozen }) => !isFrozen).length,
      gap: freshnessRounds[place]!.policy === 'final-only' ? 'no-feedback' : measureGap(round),
      link: pairRounds(pair[0]!, pair[1]!),
      ceiling: null,
      earlierCloses: [],
    });
  });
}

const found = Array.from({ length: draws }, (_, draw) =>
  assessAll(rounds.map((round) => playRound(createRng(`demo states ${draw} ${round.month}`), round))),
);

const meanOf = (values: readonly number[]) =>
  values.length === 0
    ? '–'
    : ((100 * values.reduce((sum, value) => sum + value, 0)) / values.length).toFixed(2);

for (const { month, state, share } of promised) {
  const all = found.map((one) => one[month - 2]!);
  const states = ['stale', 'aging', 'unproven', 'fresh'].map(
    (name) => `${name} ${((100 * all.filter((one) => one.state === name).length) / draws).toFixed(1)} %`,
  );
  const isKept = all.filter((one) => one.state === state).length >= share * draws;
  if (!isKept) process.exitCode = 1;
  const excesses = (['gap', 'drop'] as const).map((measure) => {
    const known = all.flatMap(({ inputs }) => inputs.excesses[measure] ?? []);
    return `${measure} ${meanOf(known.map(({ estimate }) => estimate))} ± ${meanOf(known.map(({ standardError }) => standardError))}`;
  });
  console.log(`${isKept ? 'ok    ' : 'MISSED'} ${month} ${states.join(', ')}; ${excesses.join(', ')} points`);
}
const isFreshSomewhere = found.filter((one) => one.some(({ state }) => state === 'fresh')).length;
console.log(`fresh in a round or more: ${((100 * isFreshSomewhere) / draws).toFixed(1)} %`);
