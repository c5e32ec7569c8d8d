import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type LeaderboardView, leaderboardSchema } from '@/lib/contracts/leaderboard';
import { composeRowFacts } from './compose-row-facts';
import { composeRowsFrame } from './compose-rows-frame';
import { computePlotScale } from './compute-plot-scale';
import { packRows, unpackRows } from './pack-rows';
import { chooseRankingColumns } from './ranking-columns';
import type { RankingFrame } from './ranking-frame';
import { RankingRows } from './ranking-rows';

/** The same for the same words, between 0 and 1. */
const shareOf = (...words: readonly (string | number)[]): number =>
  createHash('sha256').update(words.join(' ')).digest().readUInt32BE() / 2 ** 32;
const lettersOf = (...words: readonly (string | number)[]): string =>
  createHash('sha256').update(words.join(' ')).digest('base64url').slice(0, 10);
const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

/** A model with something in every column, and nothing that another has. */
function makeEntry(i: number) {
  const of = (what: string) => shareOf(what, i);
  const around = (what: string, middle: number) => ({
    score: round4(middle),
    standard_error: 0.0123,
    lower: round4(middle - 0.02 - 0.01 * of(`${what} lower`)),
    upper: round4(middle + 0.02 + 0.01 * of(`${what} upper`)),
  });
  const { standard_error: _, ...scored } = around('score', 0.95 - (i + of('score')) / 2_500);
  return {
    ...{ kind: 'entry' as const, chosen: false },
    ...{ rank: i + 1, rank_lower: Math.max(1, i - 3), rank_upper: i + 9, tied_with_leader: i < 5 },
    ...{
      model: `Model ${lettersOf('model', i)}`,
      model_slug: `model-${lettersOf('model', i).toLowerCase()}`,
    },
    ...{ team: `Team ${lettersOf('team', i)}`, team_slug: `team-${lettersOf('team', i).toLowerCase()}` },
    version: lettersOf('version', i).slice(0, 4),
    score: scored.score,
    interval: {
      lower: scored.lower,
      upper: scored.upper,
      ...{
        level: 0.95,
        method: 'bootstrap-bca',
        seed: 'seed of the limits',
        rests_on_few_items: of('few') < 0.1,
      },
    },
    evidence: (['prospective', 'in-round', 'calibration'] as const)[i % 3],
    submissions_used: 1 + Math.floor(5 * of('used')),
    best_of: of('best') < 0.2 ? { k: 3, optimism: round4(0.01 * of('optimism')) } : null,
    submitted_at: new Date(Date.UTC(2026, 2, 1) + Math.floor(2e9 * of('submitted'))).toISOString(),
    gap: round4(0.06 * of('gap') - 0.02),
    equated: { ...around('equated', scored.score - 0.03), base_round: 1, marks: 9 },
    after_erratum: null,
    last_round: {
      ...{ round: 2, version: lettersOf('before', i).slice(0, 4), rank: i + 2 },
      ...{ rank_lower: i + 1, rank_upper: i + 1 + Math.floor(9 * of('before')) },
      rank_moved: (['better', null, 'worse'] as const)[i % 3],
      on_this_scale: around('before', scored.score - 0.02),
    },
    secondary: { recall: round4(of('recall')), macro_f1: round4(of('macro F1')) },
    disclosure: {
      ...{ training_cutoff: null, external_data: 'of the host', parameters: 12, licence: 'MIT', links: [] },
      openness: { code: 'open', weights: i % 2 ? 'closed' : 'on-request', training_data: null },
    },
  };
}

function makeFrame(count: number, asked: readonly string[] | null = null): RankingFrame {
  const board: LeaderboardView = leaderboardSchema.parse({
    ...{ benchmark: 'a-benchmark', round: 3, snapshot_id: '00000000-0000-4000-8000-000000000000' },
    published_at: '2026-03-01T00:00:00Z',
    ...{ frozen: false, invalidated: false, part: 'final', provisional: false, withheld: false },
    ...{ metric: 'accuracy', direction: 'higher', item_count: 2_000, entered: count },
    ...{ erratum: null, equating: null },
    comparison: { test: 'mcnemar', level: 0.05, pair_count: 4_950, seed: null },
    entries: Array.from({ length: count }, (_, i) => makeEntry(i)),
    standing: [],
  });
  return {
    board,
    scale: computePlotScale(board.entries),
    columns: chooseRankingColumns(board, ['recall', 'macro_f1'], asked),
    quotaPerRound: 5,
    hasTeamPages: true,
    picked: [],
    counts: { feedback: 2_000, final: 2_000 },
    baselines: [],
    bandOf: board.entries[0]!,
  };
}

/** What a page has of its rows, and what it sends of them for the browser. */
function writeRows(frame: RankingFrame): { markup: string; sent: string } {
  const props = {
    rows: packRows(frame.board.entries.map((entry) => composeRowFacts(entry, frame))),
    frame: composeRowsFrame(frame),
  };
  // As Next writes it: JSON in a string in a script.
  return {
    markup: renderToStaticMarkup(<RankingRows {...props} />),
    sent: JSON.stringify(JSON.stringify(props)),
  };
}

const allColumns = ['evidence', 'recall', 'macro_f1', 'used', 'gap', 'equated', 'last', 'submitted'];

const weigh = ({ markup, sent }: ReturnType<typeof writeRows>): number =>
  gzipSync(markup).length + gzipSync(sent).length;

describe('the rows of a ranking', () => {
  it('are at most 28.5 kB as gzip for a hundred with every usual column, and 34 with every column that there is', () => {
    const usual = writeRows(makeFrame(100));
    expect(usual.markup.match(/<tr/g)).toHaveLength(100);
    for (const word of ['was ', 'all', 'Warning: ', 'too high', 'rests on few items', 'data-label="equated"'])
      expect(usual.markup).toContain(word);
    expect(weigh(usual)).toBeLessThanOrEqual(28_500);
    const whole = writeRows(makeFrame(100, allColumns));
    for (const label of ['recall', 'macro f1', 'used', 'gap', 'equated', 'last round', 'submitted'])
      expect(whole.markup.match(new RegExp(`data-label="${label}"`, 'g'))).toHaveLength(100);
    expect(weigh(whole)).toBeLessThanOrEqual(34_000);
  });

  it('are sent to the browser with the facts that they show, each of them', () => {
    for (const count of [0, 1, 7]) {
      const frame = makeFrame(count, allColumns);
      const facts = frame.board.entries.map((entry) => composeRowFacts(entry, frame));
      expect(unpackRows(JSON.parse(JSON.stringify(packRows(facts))))).toEqual(facts);
      for (const fact of facts.flatMap((row) => Object.values(row))) expect(fact).not.toBeUndefined();
    }
  });

  it('come back whatever their names and addresses are', () => {
    const frame = makeFrame(4, allColumns);
    const odd = [
      { model: 'K\u212A', model_slug: 'k-k', team: '| ~ ^ ` * $ % { }', team_slug: 'team' },
      { model: 'A|B', model_slug: 'a-b-2', team: 'Équipe', team_slug: 'equipe' },
      { model: '!', model_slug: 'model', team: 'T', team_slug: 't' },
      { model: '模型', model_slug: 'model-2', team: 't', team_slug: 't-2' },
    ];
    const facts = frame.board.entries.map((entry, i) => composeRowFacts({ ...entry, ...odd[i] }, frame));
    expect(facts.map(({ slug }) => slug)).toEqual(odd.map(({ model_slug }) => model_slug));
    expect(unpackRows(JSON.parse(JSON.stringify(packRows(facts))))).toEqual(facts);
  });

  it('are sent without what they don’t show', () => {
    const frame = { ...makeFrame(7, []), hasTeamPages: false };
    const facts = frame.board.entries.map((entry) => composeRowFacts(entry, frame));
    // Nothing else is packed.
    const said = JSON.stringify(facts);
    for (const { team_slug, submitted_at, gap, equated, secondary } of frame.board.entries)
      for (const hidden of [team_slug, submitted_at, gap, equated?.lower, secondary.recall])
        expect(said).not.toContain(String(hidden));
    for (const { openness, used, lastLimits } of facts)
      expect([openness, used, lastLimits]).toEqual([null, null, null]);
    const { sent } = writeRows(frame);
    for (const word of ['seed of the limits', 'bootstrap-bca', 'of the host', 'MIT', 'mcnemar'])
      expect(sent).not.toContain(word);
  });

  it('are sent with the score of the round before for its column or its mark in the plot, and otherwise without', () => {
    const whole = makeFrame(7, ['last']);
    const [entry] = whole.board.entries;
    const lastScore = entry!.last_round!.on_this_scale!.score;
    const factsOf = (frame: RankingFrame) => composeRowFacts(entry!, frame);
    expect(factsOf(whole)).toMatchObject({ lastScore, lastLimits: [expect.any(Number), expect.any(Number)] });
    const without = makeFrame(7, []);
    expect(factsOf(without)).toMatchObject({ lastScore, lastLimits: null });
    expect(writeRows(without).markup).toContain('M0 7V14');
    // Either may lie beyond the axis, and then nothing is drawn.
    for (const [low, high] of [
      [entry!.score + 0.01, 1],
      [lastScore + 0.001, 1],
    ] as const) {
      const cut = { ...without, scale: { ...without.scale, low, high } };
      expect(factsOf(cut).lastScore).toBeNull();
      expect(factsOf({ ...whole, scale: cut.scale }).lastScore).toBe(lastScore);
    }
  });

  it('are sent without ranks of before and after where the round is invalidated, and without a number that isn’t said', () => {
    const frame = makeFrame(40, ['used']);
    const [entry] = frame.board.entries;
    const best = { ...entry!, best_of: { k: 3, optimism: 0.004 }, after_erratum: { score: 0.5, rank: 2 } };
    expect(composeRowFacts(best, frame)).toMatchObject({ bestOf: [3, 0.004], correctedRank: 2 });
    const invalidated = { ...frame, board: { ...frame.board, invalidated: true } };
    expect(composeRowFacts(best, invalidated)).toMatchObject({
      ...{ bestOf: [null, 0.004], correctedScore: 0.5, correctedRank: null },
      ...{ rank: null, lastRank: null, lastVersion: null, lastMove: null },
    });
    expect(composeRowFacts(best, { ...makeFrame(40, []), scale: frame.scale }).bestOf).toEqual([null, 0.004]);
  });
});
