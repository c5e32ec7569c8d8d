import { createHash } from 'node:crypto';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { undisclosed } from '@/lib/core/model/disclosure';
import { makeLeaderboard } from '@/testing/make-leaderboard';
import { chooseRankingColumns } from './ranking-columns';
import { composeRankingFrame, type RankingFrame } from './ranking-frame';
import { RankingRow } from './ranking-row';

/** A pseudo-random number between 0 and 1 that depends only on the arguments. */
const shareOf = (...words: readonly (string | number)[]): number =>
  createHash('sha256').update(words.join(' ')).digest().readUInt32BE() / 2 ** 32;
const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

/** A row with a value in every column. */
function makeEntry(i: number): Partial<LeaderboardEntry> {
  const around = (score: number) => ({
    ...{ score: round4(score), lower: round4(score - 0.02), upper: round4(score + 0.03) },
    standard_error: 0.0123,
  });
  const score = 0.95 - (i + shareOf('score', i)) / 2_500;
  const { standard_error: _, ...scored } = around(score);
  return {
    ...{ rank_lower: Math.max(1, i - 3), rank_upper: i + 9, tied_with_leader: i < 5 },
    ...{ model: `Model ${i}`, model_slug: `model-${i}`, team: `Team ${i}`, team_slug: `team-${i}` },
    score: scored.score,
    interval: { ...scored, level: 0.95, method: 'log-t', seed: 'seed of the interval' },
    evidence: (['prospective', 'in-round', 'practice'] as const)[i % 3]!,
    submissions_used: 1 + (i % 5),
    best_of: i % 5 === 0 ? { k: 3, optimism: 0.004 } : null,
    feedback_score: round4(score + 0.01),
    gap: {
      ...{ unit: 'points', estimate: round4(0.06 * shareOf('gap', i) - 0.02) },
      ...{ lower: -0.012, upper: 0.034, shown: i % 7 === 0 },
    },
    equated: { ...around(score - 0.03), base_round: 1, anchors: 9 },
    last_round: {
      ...{ round: 2, version: '0', rank: i + 2, rank_lower: i + 1, rank_upper: i + 9 },
      rank_moved: (['better', null, 'worse'] as const)[i % 3]!,
      on_this_scale: around(score - 0.02),
    },
    secondary: { recall: round4(shareOf('recall', i)), macro_f1: round4(shareOf('macro F1', i)) },
    disclosure: {
      ...{ ...undisclosed, external_data: 'of the host', licence: 'MIT' },
      openness: { code: 'open', weights: i % 2 ? 'closed' : 'on-request', training_data: null },
    },
  };
}

const allColumns = [
  ...['evidence', 'version', 'recall', 'macro_f1', 'used', 'gap', 'equated'],
  ...['last_rank', 'last', 'openness', 'submitted'],
];

function makeFrame(
  count: number,
  {
    columns = allColumns,
    hasTeamPages = true,
    facts = {},
  }: { columns?: readonly string[]; hasTeamPages?: boolean; facts?: Partial<LeaderboardView> } = {},
): RankingFrame {
  const comparison = { test: 'mcnemar', level: 0.05, pair_count: 4_950, seed: null } as const;
  const rows = Array.from({ length: count }, (_, i) => makeEntry(i));
  const board = makeLeaderboard(rows, { comparison, ...facts });
  return composeRankingFrame(board, board.entries, {
    columns: chooseRankingColumns(board, ['recall', 'macro_f1'], { chosen: columns }),
    ...{ quotaPerRound: 5, hasTeamPages, picked: [], ownTeams: new Set(['team-3']) },
  });
}

const draw = (frame: RankingFrame, entry: LeaderboardEntry): string =>
  renderToStaticMarkup(
    <table>
      <tbody>
        <RankingRow entry={entry} frame={frame} />
      </tbody>
    </table>,
  );

describe('a row of the ranking', () => {
  it('has a cell for each chosen column, and for no other', () => {
    const whole = makeFrame(7);
    const labels = [
      ...[
        'version',
        'recall',
        'macro f1',
        'team’s submissions used',
        'feedback minus final',
        'adjusted score',
      ],
      ...['rank in the round before', 'score in the round before', 'code and data open', 'submitted'],
    ];
    const drawn = draw(whole, whole.board.entries[0]!);
    for (const label of labels) expect(drawn).toContain(`data-label="${label}"`);
    const without = makeFrame(7, { columns: [] });
    const short = draw(without, without.board.entries[0]!);
    for (const hidden of [...labels.map((label) => `data-label="${label}"`), 'code open', '2 of 5', 'frozen'])
      expect(short).not.toContain(hidden);
  });

  it('says “Your team” if the row is of the reader’s team', () => {
    const frame = makeFrame(7);
    const [other, own] = [2, 3].map((i) => draw(frame, frame.board.entries[i]!));
    expect(own).toContain('Your team: ');
    expect(own).toContain('is-own');
    expect(other).not.toContain('Your team');
    expect(other).not.toContain('is-own');
  });

  it('has at most 2.5 kB of HTML with all columns, and 1.3 kB without optional ones', () => {
    const whole = makeFrame(100);
    const without = makeFrame(100, { columns: [] });
    for (const [frame, most] of [
      [whole, 2_500],
      [without, 1_300],
    ] as const)
      for (const entry of frame.board.entries) expect(draw(frame, entry).length).toBeLessThanOrEqual(most);
  });

  it('omits seed and method of the interval, and disclosures other than openness', () => {
    const frame = makeFrame(1);
    for (const word of ['seed of', 'bootstrap', 'of the host', 'MIT'])
      expect(draw(frame, frame.board.entries[0]!)).not.toContain(word);
  });

  it('links to its team in listed benchmarks only', () => {
    const [listed, unlisted] = [makeFrame(1), makeFrame(1, { hasTeamPages: false })];
    expect(draw(listed, listed.board.entries[0]!)).toContain('href="/teams/team-0"');
    expect(draw(unlisted, unlisted.board.entries[0]!)).not.toContain('/teams/');
  });

  it('shows the rank range in the previous round, and “better now” or “worse now” where the ranges don’t overlap', () => {
    const frame = makeFrame(3);
    const [better, same] = frame.board.entries.map((entry) => draw(frame, entry));
    expect(better).toContain('version 0">1–9<small>');
    expect(better).toContain('better now');
    expect(same).toContain('version 0">2–10</span>');
  });

  it('plots a line and a dot, or for a score outside the axis a number at its end', () => {
    const frame = makeFrame(7);
    const [entry] = frame.board.entries;
    const drawn = draw(frame, entry!);
    for (const place of ['--score:', '--low:', '--high:']) expect(drawn).toContain(place);
    const beyond = draw(frame, { ...entry!, score: 0.1 });
    expect(beyond).not.toContain('--score:');
    expect(beyond).toContain('<span class="is-below" aria-hidden="true">10.00</span>');
  });

  it('says by how much the best of a team’s submissions may be too high', () => {
    const frame = makeFrame(7);
    expect(draw(frame, frame.board.entries[0]!)).toContain('best of 3: up to 0.40 too high');
    expect(draw(frame, frame.board.entries[1]!)).not.toContain('too high');
  });

  it('says that a constant prediction has no interval', () => {
    const frame = makeFrame(2, { facts: { metric: 'roc_auc' } });
    const [entry] = frame.board.entries;
    expect(draw(frame, { ...entry!, score: 0.5, interval: null })).toContain('constant, no interval');
    expect(draw(frame, { ...entry!, score: 0.6, interval: null })).toContain('no interval');
  });

  it('has no rank, past or corrected, and struck-through numbers in an invalidated round', () => {
    const frame = makeFrame(7, { facts: { invalidated: true, erratum: 1 } });
    const [entry] = frame.board.entries;
    const drawn = draw(frame, { ...entry!, after_erratum: { score: 0.5, rank: 2 } });
    expect(drawn).toContain('not ranked');
    expect(drawn).toContain('with erratum 1: <span>50.00</span>');
    expect(drawn).toMatch(/<b><s>\d/);
    for (const word of ['better now', 'rank 2', 'statistical tie', 'too high'])
      expect(drawn).not.toContain(word);
  });

  it('doesn’t say in a provisional table when a version was frozen', () => {
    const frame = makeFrame(7, { facts: { provisional: true } });
    const drawn = draw(frame, frame.board.entries[0]!);
    expect(drawn).not.toContain('prospective');
    expect(drawn).toContain('cell-plot is-broken');
  });
});
