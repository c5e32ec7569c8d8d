import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ExampleRound } from '@/services/page/find-quick-start-page';
import { composeCommands } from './compose-commands';

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

/** What the Python of the quick start makes of 40 items. */
async function predict(round: (typeof rounds)[keyof typeof rounds]): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-predict-'));
  try {
    const items = Array.from({ length: 40 }, (_, i) => `f_${i},2001-05-01,"item ${(7 * i) % 40}, of all"`);
    await writeFile(join(folder, 'inputs.csv'), ['id,date,text', ...items, ''].join('\n'));
    const { predict } = composeCommands('http://site', {
      ...round,
      slug: 'flights',
      number: 4,
      hasTraining: true,
    });
    await run('python3', ['-c', predict], { cwd: folder });
    const text = await readFile(join(folder, 'predictions.csv'), 'utf8');
    return text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','));
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
  });
  /** What the shell makes of a command, told instead of asked. */
  const tell = async (command: string, model: string) =>
    (
      await run('bash', ['-c', `curl() { printf '%s\\n' "$@"; }\n${command}`], {
        env: { ...process.env, TIDEMARK_MODEL: model },
      })
    ).stdout.split('\n');

  it('send the name that somebody gave their model, and nothing without one', async () => {
    for (const command of [check, send]) {
      const named = await tell(command, 'Model of Ada');
      expect(named).toContain('metadata={"model": "Model of Ada", "version": "1"}');
      const unnamed = tell(command, '');
      await expect(unnamed).rejects.toThrow(/line \d+: TIDEMARK_MODEL: has no name yet/);
    }
  });
});

describe.runIf(hasPython)('the Python of the quick start', () => {
  for (const [kind, round] of Object.entries(rounds))
    it(`says something else of most items, where a file has ${kind}`, async () => {
      const rows = await predict(round);
      expect(rows.map(([id]) => id)).toEqual(Array.from({ length: 40 }, (_, i) => `f_${i}`));
      const guesses = rows.map(([, ...guess]) => guess.join());
      const distinct = new Set(guesses);
      expect(distinct.size).toBe(kind === 'classes' ? 3 : 40);
      for (const one of distinct)
        expect(guesses.filter((guess) => guess === one).length).toBeLessThanOrEqual(20);
    });

  it('gives probabilities that add up to 1', async () => {
    for (const kind of ['probabilities', 'probabilities of three classes'] as const)
      for (const [, ...shares] of await predict(rounds[kind]))
        expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 12);
  });
});
