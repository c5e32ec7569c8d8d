import { beforeAll, describe, expect, it } from 'vitest';
import { compareModels, type MadeArchive, makeArchive } from '@/testing/make-archive';
import { type Changes, findingsOf, hasher, subjectsOf, verifyMade } from '@/testing/verify-made-archive';
import type { Split } from '../benchmark';
import type { LabelCorrection } from '../errata/erratum';
import { composeOfficialLeaderboard } from '../feedback/compose-leaderboard';
import type { Leaderboard } from '../leaderboard/leaderboard';
import { scoreSplit, seedOf } from '../scoring/score-split';
import { parsePredictions } from '../submission/parse-predictions';
import { type Archive, type ArchiveEvaluation, labelArchive } from './archive';
import type { PublishedRankings } from './verify-archive';

let made: MadeArchive;

beforeAll(async () => {
  made = await makeArchive(hasher, {
    itemCount: 60,
    submissionCount: 3,
    metric: 'roc_auc',
    secondaryMetrics: ['balanced_accuracy', 'log_loss'],
  });
});

const verify = (archive: Archive, changes?: Changes) => verifyMade(made, archive, changes);

describe('verifyArchive after errata', () => {
  it('checks the archive and the first ranking with the sealed labels, and the corrected ranking with the corrected labels', async () => {
    const { archive, leaderboard } = made;
    const corrections = archive.items
      .filter(({ split }) => split === 'final')
      .slice(0, 5)
      .map(({ id, label }) => ({ id, from: String(label), to: label === 'yes' ? 'no' : 'yes' }));
    const switched = await rankAgain(made, corrections);
    const outcomesOf = async (ranking: PublishedRankings) => {
      const report = await verify(archive, { ranking });
      const [scores, ranked] = (['scores', 'ranking'] as const).map((stage) =>
        report.stages.find(({ name }) => name === stage)!.lines.map(({ outcome }) => outcome),
      );
      expect(scores).not.toContain('failed');
      return ranked;
    };
    const by = (of: Leaderboard | null) => ({ leaderboard: of, corrections });
    expect(await outcomesOf({ leaderboard, corrected: by(switched) })).toEqual(['passed', 'passed']);
    expect(await outcomesOf({ leaderboard, corrected: by(leaderboard) })).toEqual(['passed', 'failed']);
    expect(await outcomesOf({ leaderboard: switched, corrected: by(switched) })).toEqual([
      'failed',
      'passed',
    ]);
    expect(await outcomesOf({ leaderboard, corrected: by(null) })).toEqual(['passed', 'skipped']);
    expect(await outcomesOf({ leaderboard, corrected: null })).toEqual(['passed']);
  });

  it('fails an erratum of an unknown item, from a label that the item doesn’t have, or to an invalid label', async () => {
    const { archive, leaderboard } = made;
    const { id, label } = archive.items[0]!;
    const other = label === 'yes' ? 'no' : 'yes';
    for (const correction of [
      { id: 'nobody', from: 'yes', to: 'no' },
      { id, from: other, to: String(label) },
      { id, from: String(label), to: 'maybe' },
    ]) {
      const corrected = { leaderboard, corrections: [correction] };
      const report = await verify(archive, { ranking: { leaderboard, corrected } });
      expect(findingsOf(report)).toMatchObject([{ what: 'ranking', subject: correction.id }]);
    }
  });
});

describe('verifyArchive after a withdrawal of a team', () => {
  it('reproduces the ranking without the withdrawn submissions of the same archive, and names them', async () => {
    const { archive, leaderboard: before } = made;
    const [gone, ...evaluations] = archive.evaluations as [ArchiveEvaluation, ...ArchiveEvaluation[]];
    const { submission, model, version, team } = gone;
    const withdrawn = [
      { submission, model, version, team, withdrawn_at: '2026-05-01T00:00:00.000Z', reason: 'A copy.' },
    ];
    const without = await rankAgain({ ...made, archive: { ...archive, evaluations } }, []);
    const verifyWith = (leaderboard: Leaderboard) =>
      verify(archive, { ranking: { leaderboard, corrected: null } });
    const report = await verifyWith({ ...without, withdrawn });
    expect(report.verdict).toBe('verified');
    expect(report.stages.find(({ name }) => name === 'ranking')!.lines).toMatchObject([
      { outcome: 'passed', text: expect.stringContaining('of 2 models follows') },
      {
        outcome: 'passed',
        text: `1 submission of the archive was withdrawn after the reveal and left out of the ranking: ${model} of ${team}.`,
      },
    ]);
    expect((await verifyWith(before)).verdict).toBe('verified');
    const unknown = [{ ...withdrawn[0]!, submission: 'another' }];
    for (const [leaderboard, subject] of [
      [without, `${model} of ${team}`],
      [{ ...before, withdrawn }, `${model} of ${team}`],
      [{ ...without, withdrawn: unknown }, `${model} of ${team}`],
    ] as const)
      expect(subjectsOf(await verifyWith(leaderboard))).toContain(subject);
  });

  it('names a submission that was withdrawn only in the ranking by corrected labels', async () => {
    const { archive, leaderboard } = made;
    const [gone, ...evaluations] = archive.evaluations as [ArchiveEvaluation, ...ArchiveEvaluation[]];
    const { submission, model, version, team } = gone;
    const [item] = archive.items.filter(({ split }) => split === 'final');
    const from = String(item!.label);
    const corrections = [{ id: item!.id, from, to: from === 'yes' ? 'no' : 'yes' }];
    const corrected = await rankAgain({ ...made, archive: { ...archive, evaluations } }, corrections);
    const withdrawn = [
      { submission, model, version, team, withdrawn_at: '2026-05-01T00:00:00.000Z', reason: 'A copy.' },
    ];
    const report = await verify(archive, {
      ranking: { leaderboard, corrected: { leaderboard: { ...corrected, withdrawn }, corrections } },
    });
    expect(report.stages.find(({ name }) => name === 'ranking')!.lines.at(-1)).toEqual(
      expect.objectContaining({
        text: `1 submission of the archive was withdrawn after the reveal and left out of the ranking: ${model} of ${team}.`,
      }),
    );
  });
});

/** Computes the ranking that is published after errata: the same prediction files, scored with the corrected labels. */
async function rankAgain(
  { archive, bytesOf, leaderboard }: MadeArchive,
  corrections: readonly LabelCorrection[],
): Promise<Leaderboard> {
  const toOf = new Map(corrections.map(({ id, to }) => [id, to]));
  const items = archive.items.map((item) => ({ ...item, label: toOf.get(item.id) ?? item.label }));
  const labelled = labelArchive({ ...archive, items });
  if (!labelled.ok) throw new Error(labelled.error.detail);
  const { rules, index, labels, groups, positions } = labelled.value;
  const models = await Promise.all(
    archive.evaluations.map(
      async ({ submission, file_sha256: fileSha256, predictions: path, received_at, ...named }) => {
        const read = await parsePredictions([bytesOf.get(path)!], {
          ...rules,
          ids: index,
          needsProbabilities: true,
        });
        if (!read.ok) throw new Error('an honest file');
        const score = (split: Split) =>
          scoreSplit({
            rules,
            labels,
            groups,
            positions: positions[split],
            predictions: read.value,
            seed: seedOf({ ...archive, fileSha256 }, split),
          });
        const [feedback, final] = [score('feedback'), score('final')];
        return {
          model: {
            ...named,
            isChosen: named.chosen,
            modelSlug: named.model,
            teamSlug: named.team,
            submissionsUsed: 1,
            submittedAt: new Date(received_at),
            disclosure: null,
            scores: { feedback: feedback.scores, final: final.scores },
          },
          compared: { values: final.pseudoValues ?? final.outcomes, codes: final.codes },
        };
      },
    ),
  );
  const itemCount = { feedback: positions.feedback.length, final: positions.final.length };
  const { metric, direction } = leaderboard;
  return composeOfficialLeaderboard(
    { metric, direction, policy: 'exact', itemCount },
    models.map(({ model }) => model),
    compareModels(
      { ...archive, items },
      models.map(({ compared }) => compared),
    ),
  );
}
