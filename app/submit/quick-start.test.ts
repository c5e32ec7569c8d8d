import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listPredictionColumns } from '@/lib/core/submission/predictions';
import type { ExampleRound } from '@/services/page/find-submit-page';
import { composeCommands } from './quick-start';

const run = promisify(execFile);

const [hasBash, hasPython] = await Promise.all(
  ['bash', 'python3'].map((program) =>
    run(program, ['--version']).then(
      () => true,
      () => false,
    ),
  ),
);

const rounds = {
  probabilities: { task: 'binary', classes: ['no', 'yes'], metric: 'roc_auc' },
  'probabilities of three classes': { task: 'multiclass', classes: ['a', 'b', 'c'], metric: 'log_loss' },
  classes: { task: 'multiclass', classes: ['a', 'b', 'c'], metric: 'accuracy' },
  numbers: { task: 'regression', classes: [], metric: 'mae' },
  texts: { task: 'text', classes: [], metric: 'exact_match' },
} satisfies Record<string, Pick<ExampleRound, 'task' | 'classes' | 'metric'>>;

type Round = (typeof rounds)[keyof typeof rounds];

const example = { slug: 'flights', number: 4, rulesVersion: 2 };

/** Runs the quick start's Python script. @returns the rows that it writes, without the header */
async function predict(round: Round, { inputs, train }: { inputs: string[]; train?: string[] }) {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-predict-'));
  try {
    await writeFile(join(folder, 'inputs.csv'), [...inputs, ''].join('\n'));
    if (train) await writeFile(join(folder, 'train.csv'), [...train, ''].join('\n'));
    const { predict } = composeCommands('http://site', { ...round, ...example, hasTraining: !!train });
    await run('python3', ['-c', predict], { cwd: folder });
    const [header, ...rows] = (await readFile(join(folder, 'predictions.csv'), 'utf8')).trim().split('\r\n');
    expect(header).toBe(listPredictionColumns(round).join());
    return rows.map((row) => row.split(','));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.runIf(hasBash)('the commands of the quick start', () => {
  const { check, send } = composeCommands('http://site', {
    ...rounds.texts,
    slug: 'flights',
    number: 4,
    hasTraining: true,
    rulesVersion: 2,
  });
  /** Runs a command with a fake curl that prints its arguments instead of sending them. */
  const printArguments = async (command: string, model: string) =>
    (
      await run('bash', ['-c', `curl() { printf '%s\\n' "$@"; }\n${command}`], {
        env: { ...process.env, TIDEMARK_MODEL: model },
      })
    ).stdout.split('\n');

  it('send the typed model name, and fail without one', async () => {
    for (const command of [check, send]) {
      const named = await printArguments(command, 'Model of Ada');
      expect(named).toContain('metadata={"model": "Model of Ada", "version": "1", "rules_version": 2}');
      const unnamed = printArguments(command, '');
      await expect(unnamed).rejects.toThrow(/line \d+: TIDEMARK_MODEL: has no name yet/);
    }
  });
});

describe.runIf(hasPython)('the Python of the quick start without training data', () => {
  const inputs = [
    'id,date,text',
    ...Array.from({ length: 40 }, (_, i) => `f_${i},2001-05-01,"item ${(7 * i) % 40}, of all"`),
  ];

  for (const [kind, round] of Object.entries(rounds))
    it(`predicts ${kind} that differ between most items`, async () => {
      const rows = await predict(round, { inputs });
      expect(rows.map(([id]) => id)).toEqual(Array.from({ length: 40 }, (_, i) => `f_${i}`));
      const guesses = rows.map(([, ...guess]) => guess.join());
      const distinct = new Set(guesses);
      expect(distinct.size).toBe(kind === 'classes' ? 3 : 40);
      for (const one of distinct)
        expect(guesses.filter((guess) => guess === one).length).toBeLessThanOrEqual(20);
    });

  it('gives probabilities that add up to 1', async () => {
    for (const kind of ['probabilities', 'probabilities of three classes'] as const)
      for (const [, ...shares] of await predict(rounds[kind], { inputs }))
        expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 12);
  });
});

describe.runIf(hasPython)('the baseline of the quick start', () => {
  // The label of an item depends on its word in `text`, or on `size` if labels are numbers; `noise` is irrelevant. Some values
  // don't occur in train.csv.
  const words = ['rain', 'snow', 'fog'];
  const cellsOf = (i: number) => `${(i * 7919) % 97},${i % 50},"${words[i % 3]} on day ${i}"`;
  const inputs = ['id,noise,size,text', ...Array.from({ length: 60 }, (_, i) => `t_${i},${cellsOf(i)}`)];
  const trainOf = (labelOf: (i: number) => string) => [
    'id,noise,size,text,label,round',
    ...Array.from({ length: 300 }, (_, i) => `r_${i},${cellsOf(i)},${labelOf(i)},${1 + (i % 2)}`),
  ];
  const shareRight = (rows: string[][], isRight: (guess: string[], i: number) => boolean) =>
    rows.filter(([, ...guess], i) => isRight(guess, i)).length / rows.length;

  it('learns classes and their probabilities', async () => {
    const letter = (i: number) => 'abc'[i % 3]!;
    const train = trainOf(letter);
    const named = await predict(rounds.classes, { inputs, train });
    expect(shareRight(named, ([guess], i) => guess === letter(i))).toBeGreaterThan(0.9);
    const probable = await predict(rounds['probabilities of three classes'], { inputs, train });
    expect(shareRight(probable, (shares, i) => Number(shares[i % 3]) > 0.5)).toBeGreaterThan(0.9);
    for (const [, ...shares] of probable)
      expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 12);
  });

  it('learns a binary class from the deciles of a number', async () => {
    const rows = await predict(rounds.probabilities, {
      inputs,
      train: trainOf((i) => (i % 50 >= 25 ? 'yes' : 'no')),
    });
    expect(shareRight(rows, ([, yes], i) => Number(yes) > 0.5 === i % 50 >= 25)).toBeGreaterThan(0.85);
  });

  it('learns numbers, with less than half of the squared error of the mean', async () => {
    const rows = await predict(rounds.numbers, { inputs, train: trainOf((i) => String((i % 3) * 10)) });
    const error = (guessOf: (i: number) => number) =>
      rows.reduce((sum, _, i) => sum + (guessOf(i) - (i % 3) * 10) ** 2, 0);
    expect(error((i) => Number(rows[i]![1]))).toBeLessThan(error(() => 10) / 2);
  });

  it('learns texts, using the first of several accepted answers', async () => {
    const train = trainOf((i) =>
      i % 3 === 0 ? '"[""wet"",""very wet""]"' : ['white', 'grey'][(i % 3) - 1]!,
    );
    const rows = await predict(rounds.texts, { inputs, train });
    expect(shareRight(rows, ([guess], i) => guess === ['wet', 'white', 'grey'][i % 3])).toBeGreaterThan(0.9);
  });
});
