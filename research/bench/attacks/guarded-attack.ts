import {
  computePooledExposure,
  computeWorstExposure,
  countFeedbackOf,
  type FeedbackTally,
} from '@/lib/core/exposure/exposure';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { type AttackingTeam, openAttackedRound, type Split } from './attacked-round';
import {
  burnFuel,
  computeTrueScore,
  drawFuel,
  emptySheet,
  type Fuel,
  type FuelDesign,
  type FuelSetting,
  fillIn,
  type Sheet,
} from './fuel-attack';

/** A guarded round whose feedback split has half of the items. */
export type GuardedSetting = {
  readonly metric: MetricName;
  /** Items of the feedback split; the final split has as many. */
  readonly feedbackCount: number;
  readonly feedbackCap: number;
  readonly shareOfOnes: number;
  /** Share of the items that are unknown to the model. */
  readonly unknownShare: number;
};

export type Scheme =
  | { readonly kind: 'fuel'; readonly design: FuelDesign }
  | { readonly kind: 'votes'; readonly teamCount: number; readonly votes: 'blocks' | 'weights' }
  | { readonly kind: 'passed-on'; readonly teamCount: number; readonly design: FuelDesign }
  | { readonly kind: 'refused'; readonly teamCount: number };

/** Outcome of an attack: the score of its last file minus the file's true value, in standard errors of the metric. */
type GuardedOutcome = {
  readonly feedbackGain: number;
  readonly finalGain: number;
  /** Exposure of the team, or the pooled one of several teams. */
  readonly exposure: number;
  readonly worstExposure: number;
  readonly decisions: number;
  readonly improvements: number;
};

/** One attack on one round, through the code that decides real feedback. */
export function runGuardedAttack(setting: GuardedSetting, scheme: Scheme, seed: string): GuardedOutcome {
  const { metric, feedbackCount, feedbackCap } = setting;
  const rng = createRng(seed);
  const fuel = drawFuel(rng, setting);
  const round = openAttackedRound({ metric, labels: fuel.labels, feedbackCount, feedbackCap });
  const teams: AttackingTeam[] = [];
  const enter = (): AttackingTeam => {
    const team = round.enter();
    teams.push(team);
    return team;
  };
  const sheet = play(setting, scheme, { rng, fuel, enter });
  const file = fillIn(metric, fuel, sheet);
  const error =
    metric === 'accuracy' ? 1 / (2 * Math.sqrt(feedbackCount)) : round.computeStandardError(file, 'final');
  const places = { feedback: [0, feedbackCount], final: [feedbackCount, 2 * feedbackCount] } as const;
  // A constant file has no standard error to divide by, and no gain.
  const gainOn = (split: Split): number =>
    error === 0
      ? 0
      : (round.score(file, split) - computeTrueScore(metric, fuel, sheet, places[split])) / error;
  return {
    feedbackGain: gainOn('feedback'),
    finalGain: gainOn('final'),
    ...summariseTallies(
      feedbackCount,
      teams.map((team) => team.tally()),
    ),
  };
}

function play(
  setting: GuardedSetting,
  scheme: Scheme,
  scene: { rng: Rng; fuel: Fuel; enter: () => AttackingTeam },
): Sheet {
  switch (scheme.kind) {
    case 'fuel': {
      const { rng, fuel, enter } = scene;
      return burnFuel(setting, scheme.design, { rng, fuel, team: enter(), start: emptySheet(fuel) });
    }
    case 'votes':
      return voteAsTeams(setting, scheme, scene);
    case 'passed-on':
      return passOn(setting, scheme, scene);
    case 'refused':
      return boostRefused(setting, scheme, scene);
  }
}

function summariseTallies(feedbackCount: number, tallies: readonly FeedbackTally[]) {
  const split = { feedbackCount };
  const sum = (count: (tally: FeedbackTally) => number) =>
    tallies.reduce((total, tally) => total + count(tally), 0);
  return {
    exposure: computePooledExposure(split, tallies),
    worstExposure: computeWorstExposure(split, tallies),
    decisions: sum(countFeedbackOf),
    improvements: sum(({ improvements }) => improvements),
  };
}

type Scene = { readonly rng: Rng; readonly fuel: Fuel; readonly enter: () => AttackingTeam };

/**
 * Unlinked teams send one file each: all known items, and flips. By the reported scores either the better side of each team's own
 * block is kept (`blocks`), or all files vote on all items (`weights`), each weighted by its score's distance from their mean.
 */
function voteAsTeams(
  { metric }: FuelSetting,
  { teamCount, votes: kind }: { teamCount: number; votes: 'blocks' | 'weights' },
  { rng, fuel, enter }: Scene,
): Sheet {
  const revealed = fuel.known.length;
  const blockSize = Math.floor(fuel.unknown.length / teamCount);
  const files = Array.from({ length: teamCount }, (_, i) => {
    const { flips } = emptySheet(fuel);
    const isOwn = (at: number) => Math.floor(at / blockSize) === i;
    fuel.unknown.forEach((item, at) => {
      flips[item] = kind === 'blocks' ? Number(isOwn(at)) : rng.nextUnit() < 0.5 ? 1 : 0;
    });
    const decision = enter().submit(fillIn(metric, fuel, { revealed, flips }));
    return { flips, score: decision.outcome === 'improved' ? decision.estimate : null };
  });
  const scored = files.flatMap(({ flips, score }) => (score === null ? [] : [{ flips, score }]));
  const mean = scored.reduce((sum, { score }) => sum + score, 0) / scored.length;
  const votes = new Float64Array(fuel.labels.length);
  // A file has no vote on another team's block.
  for (const { flips, score } of scored)
    for (const item of fuel.unknown)
      if (kind === 'weights' || flips[item] === 1)
        votes[item]! += (flips[item] === 1 ? 1 : -1) * (score - mean);
  return { revealed, flips: Uint8Array.from(votes, (vote) => (vote > 0 ? 1 : 0)) };
}

/** Teams in sequence: each begins with the last file of the previous one, until the feedback of the last team is spent. */
function passOn(
  setting: FuelSetting,
  { teamCount, design }: { teamCount: number; design: FuelDesign },
  { rng, fuel, enter }: Scene,
): Sheet {
  let sheet = emptySheet(fuel);
  for (let i = 0; i < teamCount; i++)
    sheet = burnFuel(setting, design, { rng, fuel, team: enter(), start: sheet });
  return sheet;
}

/**
 * An attack without a model: random flips on half of all items, which are almost never reported as better, and at the end a vote
 * against all rejected files.
 */
function boostRefused(
  { metric }: FuelSetting,
  { teamCount }: { teamCount: number },
  { rng, fuel, enter }: Scene,
): Sheet {
  const votes = new Int32Array(fuel.labels.length);
  for (let i = 0; i < teamCount; i++) {
    const team = enter();
    for (;;) {
      const flips = Uint8Array.from(votes, () => (rng.nextUnit() < 0.5 ? 1 : 0));
      const { outcome } = team.submit(fillIn(metric, fuel, { revealed: 0, flips }));
      if (outcome === 'withheld') break;
      // A file that was reported as better outvotes any number of others.
      const weight = outcome === 'improved' ? 1000 : -1;
      flips.forEach((flip, item) => {
        votes[item]! += weight * (2 * flip - 1);
      });
    }
  }
  return { revealed: 0, flips: Uint8Array.from(votes, (vote) => (vote > 0 ? 1 : 0)) };
}
