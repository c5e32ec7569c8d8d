import {
  computePooledExposure,
  computeWorstExposure,
  countFeedbackOf,
  type FeedbackTally,
} from '@/lib/core/exposure/exposure';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { type AttackingTeam, openAttackedRound, type Split } from './attacked-round';
import { burnFuel, type FuelDesign } from './fuel-attack';
import { computeTrueScore, drawFuel, emptySheet, type Fuel, fillIn, type Sheet } from './fuelled-file';
import { boostRefused, passOn, voteAsTeams } from './team-attacks';

/** A guarded round, half of whose items answer. */
export type GuardedSetting = {
  readonly metric: MetricName;
  /** Items of the feedback part; the final one has as many. */
  readonly feedbackCount: number;
  readonly feedbackCap: number;
  readonly shareOfOnes: number;
  /** Share of the items that the model knows nothing about. */
  readonly unknownShare: number;
};

export type Scheme =
  | { readonly kind: 'fuel'; readonly design: FuelDesign }
  | { readonly kind: 'votes'; readonly teamCount: number; readonly votes: 'blocks' | 'weights' }
  | { readonly kind: 'passed-on'; readonly teamCount: number; readonly design: FuelDesign }
  | { readonly kind: 'refused'; readonly teamCount: number };

/** What an attack comes to: by how much its last file scores above what it is worth, in standard errors of the metric. */
export type GuardedOutcome = {
  readonly feedbackGain: number;
  readonly finalGain: number;
  /** Of the one team, or pooled where there are several. */
  readonly exposure: number;
  readonly worstExposure: number;
  readonly decisions: number;
  readonly improvements: number;
};

/** One attack on one round, through the code that answers. */
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
  // A file that says nothing has no error to divide by, and no gain.
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
