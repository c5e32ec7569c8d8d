import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseArchive } from '@/lib/contracts/round-archive';
import { type MadeArchive, makeArchive, writeArchiveFiles } from '@/testing/make-archive';
import {
  type Changes,
  failedLines,
  findingsOf,
  hasher,
  subjectsOf,
  verifyMade,
} from '@/testing/verify-made-archive';
import type { Leaderboard } from '../leaderboard/leaderboard';
import type { Archive, ArchiveEvaluation, ArchiveItem } from './archive';
import { formatHex } from './hasher';
import { describeVerdict } from './verification-report';
import { pickCountingEvaluations } from './verify-archive-ranking';

const encoder = new TextEncoder();

const verify = (archive: Archive, changes?: Changes, onProgress?: (share: number) => void) =>
  verifyMade(made, archive, changes, onProgress);

/** Writes croissant.json and SHA256SUMS again with the hashes of changed files, as a careful forger would. */
async function listAgain(
  bytesOf: ReadonlyMap<string, Uint8Array>,
  changed: Readonly<Record<string, Uint8Array>>,
): Promise<Record<string, Uint8Array>> {
  const hashOf = async (bytes: Uint8Array) => formatHex((await hasher.sha256Many([bytes]))[0]!);
  let [croissant, sums] = ['croissant.json', 'SHA256SUMS'].map((name) =>
    new TextDecoder().decode(bytesOf.get(name)!),
  ) as [string, string];
  for (const [name, bytes] of Object.entries(changed)) {
    const [before, after] = [await hashOf(bytesOf.get(name)!), await hashOf(bytes)];
    croissant = croissant.replaceAll(before, after);
    sums = sums.replaceAll(before, after);
  }
  const described = encoder.encode(croissant);
  const [before, after] = [await hashOf(bytesOf.get('croissant.json')!), await hashOf(described)];
  return { 'croissant.json': described, SHA256SUMS: encoder.encode(sums.replaceAll(before, after)) };
}

const flipDigit = (hex: string, at: number) =>
  hex.slice(0, at) + (Number.parseInt(hex[at]!, 16) ^ 1).toString(16) + hex.slice(at + 1);

const changeItem = (archive: Archive, at: number, change: Partial<ArchiveItem>): Archive => ({
  ...archive,
  items: archive.items.map((item, i) => (i === at ? { ...item, ...change } : item)),
});

const changeEvaluation = (
  archive: Archive,
  at: number,
  change: (evaluation: ArchiveEvaluation) => ArchiveEvaluation,
): Archive => ({
  ...archive,
  evaluations: archive.evaluations.map((evaluation, i) => (i === at ? change(evaluation) : evaluation)),
});

const itemCount = 60;

let made: MadeArchive;

beforeAll(async () => {
  made = await makeArchive(hasher, {
    itemCount,
    submissionCount: 3,
    metric: 'roc_auc',
    secondaryMetrics: ['balanced_accuracy', 'log_loss'],
  });
});

const anyItem = fc.nat({ max: itemCount - 1 });

const anyEvaluation = fc.nat({ max: 2 });

const anySplit = fc.constantFrom('feedback' as const, 'final' as const);

describe('verifyArchive on an honest archive', () => {
  it.each([
    ['binary', 'roc_auc', ['accuracy', 'log_loss']],
    ['binary', 'accuracy', []],
    ['multiclass', 'macro_f1', ['balanced_accuracy']],
    ['multiclass', 'log_loss', ['roc_auc']],
    ['regression', 'rmse', ['mae', 'r2']],
    ['text', 'bleu', ['exact_match', 'token_f1', 'rouge_l', 'chrf']],
    ['text', 'exact_match', ['bleu']],
  ] as const)(
    'finds no fault in an archive read from its own bytes: %s by %s',
    async (task, metric, secondaryMetrics) => {
      const { archive, bytesOf, files, leaderboard } = await makeArchive(hasher, {
        itemCount: 40,
        submissionCount: 3,
        task,
        metric,
        secondaryMetrics,
      });
      const archiveBytes = bytesOf.get('archive.json')!;
      const read = parseArchive(archiveBytes);
      if (!read.ok) throw new Error(read.error);
      const { benchmark, round, commitment } = archive;
      const report = await verify(read.value, {
        archiveBytes,
        files,
        published: [{ benchmark, round, commitment, where: 'by the API' }],
        ranking: { leaderboard, corrected: null },
      });
      expect(failedLines(report)).toEqual([]);
      expect(report).toMatchObject({ verdict: 'verified', root: commitment.root });
      expect(report.stages.flatMap(({ lines }) => lines.map(({ outcome }) => outcome))).not.toContain(
        'skipped',
      );
    },
  );

  it('verifies an offline copy by its root and SHA-256, says that no ranking was compared, and withholds “verified” without either', async () => {
    const whole = await verify(made.archive);
    expect(whole.verdict).toBe('verified');
    expect(describeVerdict(whole)).toContain(
      'Rankings, errata and withdrawals are published beside the archive, which contains none of them',
    );
    for (const unknown of [{ knownRoot: null }, { knownSha256: null }]) {
      const report = await verify(made.archive, unknown);
      expect(report.verdict).toBe('incomplete');
      expect(report.stages[0]!.lines.filter(({ outcome }) => outcome === 'skipped')).toHaveLength(1);
    }
  });

  it('withholds “verified” from a round sealed with another scorer version', async () => {
    const commitment = { ...made.archive.commitment, scorer_version: '999' };
    const report = await verify({ ...made.archive, commitment });
    expect(report.verdict).toBe('incomplete');
    expect(JSON.stringify(report)).toContain('sealed with scorer version 999');
  });

  it('withholds “verified” when any file is missing or added, and names it', async () => {
    for (const name of made.bytesOf.keys()) {
      if (name === 'archive.json') continue;
      const report = await verify(made.archive, { changed: { [name]: null } });
      expect(report.verdict, name).toBe('incomplete');
      expect(subjectsOf(report), name).toContain(name);
    }
    for (const name of ['Items.csv', 'items.csv ', './items.csv', 'data/items.csv', 'predictions/x.csv']) {
      const report = await verify(made.archive, { changed: { [name]: made.bytesOf.get('items.csv')! } });
      expect(report.verdict, name).toBe('incomplete');
      expect(subjectsOf(report), name).toEqual([name]);
    }
  });

  it('reports progress that only grows, up to 1', async () => {
    const shares: number[] = [];
    await verify(made.archive, {}, (share) => shares.push(share));
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)).toBe(1);
  });
});

describe('verifyArchive on a changed archive', () => {
  it('names the id of an item with a changed label, split, nonce or leaf', async () => {
    await fc.assert(
      fc.asyncProperty(anyItem, fc.nat({ max: 63 }), async (at, digit) => {
        const item = made.archive.items[at]!;
        const changes: Record<string, Partial<ArchiveItem>> = {
          label: { label: item.label === 'yes' ? 'no' : 'yes' },
          strange: { label: 'perhaps' },
          number: { label: 1 },
          split: { split: item.split === 'final' ? 'feedback' : 'final' },
          nonce: { nonce: flipDigit(item.nonce, digit) },
          leaf: { leaf: flipDigit(item.leaf, digit) },
          input: { input: { ...(item.input as object), more: 1 } },
        };
        for (const [field, change] of Object.entries(changes)) {
          const report = await verify(changeItem(made.archive, at, change));
          expect(report.verdict, field).toBe('wrong');
          expect(
            findingsOf(report).map(({ subject }) => subject),
            field,
          ).toContain(`${item.id} (item ${at + 1})`);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('names the submission and split of a changed score, interval, seed or secondary metric', async () => {
    const nudged = (value: number) => value * (1 + Number.EPSILON);
    await fc.assert(
      fc.asyncProperty(anyEvaluation, anySplit, async (at, split) => {
        const { submission } = made.archive.evaluations[at]!;
        const change = (by: (scores: ArchiveEvaluation['scores']['final']) => object) =>
          changeEvaluation(made.archive, at, (evaluation) => ({
            ...evaluation,
            scores: {
              ...evaluation.scores,
              [split]: { ...evaluation.scores[split], ...by(evaluation.scores[split]) },
            },
          }));
        const changed = {
          score: change(({ score }) => ({ score: nudged(score!) })),
          none: change(() => ({ score: null, interval: null })),
          lower: change(({ interval }) => ({ interval: { ...interval, lower: nudged(interval!.lower) } })),
          upper: change(({ interval }) => ({ interval: { ...interval, upper: nudged(interval!.upper) } })),
          seed: change(({ interval }) => ({ interval: { ...interval, seed: 'another' } })),
          secondary: change(({ secondary }) => ({
            secondary: { ...secondary, log_loss: nudged(secondary.log_loss!) },
          })),
          dropped: change(({ secondary: { log_loss: _, ...rest } }) => ({ secondary: rest })),
        };
        for (const [field, archive] of Object.entries(changed)) {
          const findings = findingsOf(await verify(archive));
          expect(findings.length, field).toBeGreaterThan(0);
          for (const finding of findings) {
            expect(finding, field).toMatchObject({ what: 'score', subject: submission });
            expect(finding.detail).toContain(`the ${split} split`);
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('names the submission of a changed prediction file, found by hash, by scores or because it can’t be scored', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvaluation, anyItem, async (at, row) => {
        const { submission, predictions: path } = made.archive.evaluations[at]!;
        const lines = new TextDecoder().decode(made.bytesOf.get(path)!).split('\n');
        const [id] = lines[row + 1]!.split(',');
        for (const line of [`${id},1,0`, `${id},0.5,0.9`, `${id},x,1`]) {
          if (lines[row + 1] === line) continue;
          const bytes = encoder.encode(lines.with(row + 1, line).join('\n'));
          const findings = findingsOf(await verify(made.archive, { changed: { [path]: bytes } }));
          expect(findings[0]).toMatchObject({ what: 'file', subject: submission });
          for (const { subject, detail } of findings)
            expect(subject === submission || /^(croissant|SHA256SUMS)/.test(subject!), detail).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('names the item of a forged label in items.csv, and detects a missing or added row', async () => {
    const bytes = made.bytesOf.get('items.csv')!;
    const verifyWith = (items: Uint8Array) => verify(made.archive, { changed: { 'items.csv': items } });
    const forged = made.archive.items[7]!;
    const text = new TextDecoder().decode(bytes);
    const row = text.split('\n').find((line) => line.startsWith(`${forged.id},`))!;
    const flipped = row.replace(/,(yes|no),/, (_, label) => (label === 'yes' ? ',no,' : ',yes,'));
    const report = await verifyWith(encoder.encode(text.replace(row, flipped)));
    expect(report.verdict).toBe('wrong');
    expect(findingsOf(report)[0]).toMatchObject({
      what: 'file',
      subject: `items.csv, ${forged.id} (item 8)`,
    });
    for (const changed of [bytes.subarray(0, -1), Uint8Array.from([...bytes, 10])])
      expect((await verifyWith(changed)).verdict).toBe('wrong');
  });

  it('finds a changed root, secret or count', async () => {
    const { archive } = made;
    const { commitment } = archive;
    const cases: [string, Archive, string][] = [
      ['root', { ...archive, commitment: { ...commitment, root: flipDigit(commitment.root, 5) } }, 'root'],
      ['secret', { ...archive, secret: flipDigit(archive.secret, 5) }, 'secret'],
      ['count', { ...archive, commitment: { ...commitment, final_count: 1 } }, 'count'],
      ['metric', { ...archive, metric: 'accuracy' }, 'commitment'],
      ['direction', { ...archive, direction: 'lower' }, 'commitment'],
    ];
    for (const [field, changed, what] of cases) {
      const report = await verify(changed);
      expect(report.verdict, field).toBe('wrong');
      expect(
        findingsOf(report).map((finding) => finding.what),
        field,
      ).toContain(what);
    }
  });

  it('finds a changed label in an archive with a recomputed commitment, because its root differs from the published and the stored root', async () => {
    const other = await makeArchive(hasher, { itemCount, submissionCount: 1, seed: 'another' });
    // The forged archive is consistent in itself: only published or stored values reveal the change.
    const own = { files: other.files, archiveBytes: other.bytesOf.get('archive.json')! };
    const [knownRoot, knownSha256] = [
      other.archive.commitment.root,
      other.files.listed!.get('archive.json')!,
    ];
    expect((await verify(other.archive, { ...own, knownRoot, knownSha256 })).verdict).toBe('verified');
    const { benchmark, round, commitment } = made.archive;
    const report = await verify(other.archive, {
      ...own,
      published: [{ benchmark, round, commitment, where: 'by the API' }],
      knownRoot: commitment.root,
    });
    const findings = findingsOf(report);
    expect(findings.filter(({ what, subject }) => what === 'commitment' && subject === 'root')).toHaveLength(
      2,
    );
  });

  it('finds a change of any value of archive.json by its SHA-256, even if every other file was rewritten to match', async () => {
    const [first, ...others] = made.archive.evaluations as [ArchiveEvaluation, ...ArchiveEvaluation[]];
    for (const change of [
      { title: 'April' },
      { description: 'Another sea.' },
      { evaluations: [{ ...first, team: 'a rival' }, ...others] },
      { items: made.archive.items.map((item) => ({ ...item, date: '2026-03-01' })) },
    ]) {
      const knownSha256 = made.files.listed!.get('archive.json')!;
      const report = await verify({ ...made.archive, ...change }, { knownSha256 });
      expect(findingsOf(report)).toMatchObject([{ what: 'file', subject: 'archive.json' }]);
      const listed = { knownSha256: null, files: { ...made.files, listed: made.files.listed } };
      expect((await verify({ ...made.archive, ...change }, listed)).verdict).toBe('wrong');
    }
  });

  it('finds a key, a space or a repeated key in archive.json that the parsed archive doesn’t show', async () => {
    const text = new TextDecoder().decode(made.bytesOf.get('archive.json')!);
    for (const [from, to] of [
      ['"benchmark":"surf"', '"benchmark":"surf","label_of_item_0":"no"'],
      ['"benchmark":"surf"', '"benchmark": "surf"'],
      ['"benchmark":"surf"', '"benchmark":"turf","benchmark":"surf"'],
    ] as const) {
      const archiveBytes = encoder.encode(text.replace(from, to));
      const parsed = parseArchive(archiveBytes);
      if (!parsed.ok) throw new Error(parsed.error);
      const report = await verify(parsed.value, { archiveBytes, knownSha256: null });
      expect(subjectsOf(report)).toContain('archive.json');
      expect(report.verdict).toBe('wrong');
    }
  });

  it('names the rows of items.parquet with a forged label, and never calls other bytes verified', async () => {
    const { label } = made.archive.items[5]!;
    const forged = changeItem(made.archive, 5, { label: label === 'yes' ? 'no' : 'yes' });
    const { bytesOf } = await writeArchiveFiles(hasher, forged, made.bytesOf);
    const report = await verify(made.archive, {
      changed: { 'items.parquet': bytesOf.get('items.parquet')! },
    });
    expect(report.verdict).toBe('wrong');
    expect(findingsOf(report)[0]).toMatchObject({
      subject: `items.parquet, items 1 to ${made.archive.items.length}`,
    });

    const other = Buffer.from(made.bytesOf.get('items.parquet')!);
    other.write('tidemerk', other.indexOf('tidemark'));
    const files = await writeArchiveFiles(hasher, made.archive, made.bytesOf);
    const metadata = await verify(made.archive, {
      changed: { 'items.parquet': other, ...(await listAgain(files.bytesOf, { 'items.parquet': other })) },
    });
    expect(metadata.verdict).toBe('wrong');
    expect(subjectsOf(metadata)).toContain('items.parquet, metadata');
  });

  it('doesn’t decode items.parquet, because 200 bytes of its footer can claim nested lists of 30,000,000 values', async () => {
    const list = [0xf9, 0x80, 0x87, 0xa7, 0x0e];
    const footer = Buffer.from([0x19, ...Array.from({ length: 40 }, () => list).flat()]);
    const magic = Buffer.from('PAR1');
    const bomb = Buffer.concat([magic, footer, Buffer.from(Uint32Array.of(footer.length).buffer), magic]);
    const report = await verify(made.archive, { changed: { 'items.parquet': bomb } });
    expect(report.verdict).toBe('wrong');
    expect(subjectsOf(report)).toContain(`items.parquet, items 1 to ${made.archive.items.length}`);
  });

  it('finds a zip that another program could read differently', async () => {
    const irregularities = ['there are bytes before items.csv that belong to no file'];
    const report = await verify(made.archive, { files: { ...made.files, listed: null, irregularities } });
    expect(findingsOf(report)).toMatchObject([{ subject: 'the zip', detail: irregularities[0] }]);
  });

  it('names the model whose published ranking row was changed', async () => {
    const { archive, leaderboard } = made;
    await fc.assert(
      fc.asyncProperty(anyEvaluation, async (at) => {
        const entry = leaderboard.entries[at]!;
        const change = (by: object) => leaderboard.entries.map((e, i) => (i === at ? { ...e, ...by } : e));
        for (const entries of [
          change({ score: entry.score + 0.0001 }),
          change({ rank: entry.rank! + 1 }),
          change({ kind: 'host', rank: null }),
          change({ chosen: true }),
          change({ interval: { ...entry.interval, upper: entry.interval!.upper - 0.0001 } }),
          change({ secondary: {} }),
          change({ rank_lower: entry.rank_lower! - 1 }),
          change({ rank_upper: entry.rank_upper! + 1 }),
          change({ tied_with_leader: !entry.tied_with_leader }),
          change({ best_of: { k: 2, optimism: 0.001 } }),
          leaderboard.entries.filter((_, i) => i !== at),
        ]) {
          const ranking = { leaderboard: { ...leaderboard, entries }, corrected: null };
          const findings = findingsOf(await verify(archive, { ranking }));
          expect(findings[0]).toMatchObject({ what: 'ranking', subject: `${entry.model} of ${entry.team}` });
        }
      }),
      { numRuns: 4 },
    );
  });
});

describe('verifyArchive on host entries and counting submissions', () => {
  const reportOf = async (evaluations: readonly ArchiveEvaluation[], leaderboard: Leaderboard) => {
    const archive = { ...made.archive, evaluations };
    const ranking = { leaderboard, corrected: null };
    return failedLines(await verify(archive, { ranking })).length;
  };

  it('expects a host entry to be unranked, and fails a published ranking that ranks it', async () => {
    const [first, ...others] = made.archive.evaluations as [ArchiveEvaluation, ...ArchiveEvaluation[]];
    const evaluations = [{ ...first, kind: 'host' as const }, ...others];
    expect(await reportOf(evaluations, made.leaderboard)).toBe(1);
  });

  it('takes a model’s chosen submission as the counting one, else its best reported score, else its newest', () => {
    const [one] = made.archive.evaluations as [ArchiveEvaluation];
    const older = { ...one, submission: 'older', received_at: '2026-01-01T00:00:00Z' };
    const newer = { ...one, submission: 'newer', received_at: '2026-01-02T00:00:00Z' };
    const idOf = (evaluations: ArchiveEvaluation[]) =>
      pickCountingEvaluations({ direction: 'higher', evaluations }).map((e) => e.submission);
    expect(idOf([older, newer])).toEqual(['newer']);
    expect(idOf([{ ...older, reported_score: 0.6 }, newer])).toEqual(['older']);
    expect(
      idOf([
        { ...older, reported_score: 0.6 },
        { ...newer, chosen: true },
      ]),
    ).toEqual(['newer']);
    expect(idOf([older, { ...newer, evidence: 'prospective' }])).toEqual(['older']);
  });

  it('fails a ranking whose archive lists a reported score that would make another version the counting one', async () => {
    const [first, ...others] = made.archive.evaluations as [ArchiveEvaluation, ...ArchiveEvaluation[]];
    // The newer of two submissions of one model, which was ranked.
    const [second] = others as [ArchiveEvaluation];
    const older = { ...second, model: first.model, team: first.team, received_at: '2026-01-01T00:00:00Z' };
    const evaluations = [{ ...first, reported_score: 0.7 }, older, ...others.slice(1)];
    const leaderboard = {
      ...made.leaderboard,
      entries: made.leaderboard.entries.filter(({ model }) => model !== second.model),
    };
    const versionsOf = async (reported_score: number | null) =>
      findingsOf(
        await verify(
          {
            ...made.archive,
            evaluations: evaluations.map((e) => (e === older ? { ...e, reported_score } : e)),
          },
          { ranking: { leaderboard, corrected: null } },
        ),
      ).filter(({ subject }) => subject === `${first.model} of ${first.team}`);
    expect((await versionsOf(0.6)).some(({ detail }) => detail.includes('submitted_at'))).toBe(false);
    expect((await versionsOf(0.8)).some(({ detail }) => detail.includes('submitted_at'))).toBe(true);
  });
});
