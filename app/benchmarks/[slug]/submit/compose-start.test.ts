import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { signaturesOfSnippets } from '@/lib/core/model/snippets/testing/signatures';
import { checkModel } from '@/lib/core/onnx/check-model';
import { checkSignature } from '@/lib/core/onnx/check-signature';
import type { ModelSignature } from '@/lib/core/onnx/model-summary';
import { listPredictionColumns } from '@/lib/core/submission/predictions';
import { findPythonWith } from '@/testing/find-python';
import { factsOfMadeBenchmark } from '@/testing/make-benchmark-facts';
import { composeStart } from './compose-start';

const run = promisify(execFile);

const python = await findPythonWith('pandas', 'sklearn', 'onnx');

/** A fake of the Python client: serves files from the folder, and stores the submitted file there. */
const fakeClient = `import shutil

class Client:
    def __init__(self, site): self.site = site
    def me(self): return {"teams": [{"name": "Team of Ada"}]}
    def benchmark(self, slug): return Benchmark()

class Benchmark:
    def train(self, path=None): return shutil.copy("data/train", path or "train.csv")
    def inputs(self): return "data/inputs"
    def validate(self, predictions, team): pass
    def submit(self, predictions, model, version, team, rules_version):
        if not isinstance(predictions, str): predictions.to_csv("predictions.csv", index=False)
        outcome = f"{model}, version {version}, sent for {team}"
        return {"state": "scored", "message": None, "feedback": {"outcome": outcome, "score": 0.0}}
`;

type Round = Pick<ReturnType<typeof factsOfMadeBenchmark>, 'task' | 'classes' | 'metric'>;

const compose = (
  round: Round,
  more: { kind?: 'onnx'; signature?: ModelSignature; fileName?: string } = {},
) => {
  const { kind = 'predictions', signature, fileName = 'train.csv' } = more;
  const benchmark = {
    ...factsOfMadeBenchmark(),
    ...round,
    rules_version: 2,
    model_signature: signature ?? null,
  };
  return composeStart(benchmark as never, {
    kind,
    training: { file_name: fileName },
    siteUrl: 'https://tidemark.example.org',
    install: 'https://tidemark.example.org/client/tidemark.whl#sha256=00',
  });
};

/** Runs a script in a folder with these files. @returns its output, and the file that it submits */
async function runScript(
  script: string,
  files: { train: string; inputs: string },
  sent: string,
  env: Record<string, string> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-start-'));
  try {
    await run('mkdir', ['data'], { cwd: folder });
    await writeFile(join(folder, 'tidemark.py'), fakeClient);
    await writeFile(join(folder, 'data', 'train'), files.train);
    await writeFile(join(folder, 'data', 'inputs'), files.inputs);
    await writeFile(join(folder, 'start.py'), script);
    const { stdout } = await run(python!, ['-B', 'start.py'], {
      cwd: folder,
      env: { ...process.env, TIDEMARK_MODEL: '', TIDEMARK_VERSION: '7', ...env },
    });
    return { stdout, file: await readFile(join(folder, sent)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

// The label of an item depends on its word, or on its size if labels are numbers. One input has a word that train.csv doesn't
// contain.
const words = ['rain', 'snow', 'fog'];
const cellsOf = (i: number) => ({ date: `2001-05-0${1 + (i % 7)}`, size: i % 50, word: words[i % 3]! });

function makeTable(labelOf: (i: number) => string | number) {
  const lineOf = (i: number) => Object.values(cellsOf(i)).join();
  const train = Array.from({ length: 300 }, (_, i) => `00${i},${lineOf(i)},${labelOf(i)},1`);
  const inputs = Array.from({ length: 60 }, (_, i) => `0${i},${lineOf(i)}`);
  return {
    train: ['id,date,size,word,label,round', ...train, ''].join('\n'),
    inputs: ['id,date,size,word', ...inputs, '060,2001-05-01,3,hail', ''].join('\n'),
  };
}

function makeLines(labelOf: (i: number) => unknown) {
  const lineOf = (i: number, more: object) => JSON.stringify({ id: `0${i}`, input: cellsOf(i), ...more });
  const train = Array.from({ length: 300 }, (_, i) => lineOf(i, { label: labelOf(i), round: 1 }));
  const inputs = Array.from({ length: 60 }, (_, i) => lineOf(i, {}));
  return { train: `${train.join('\n')}\n`, inputs: `${inputs.join('\n')}\n` };
}

const rowsOf = (file: Buffer) =>
  file
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.split(','));

const letter = (i: number) => 'abc'[i % 3]!;

describe('the starter script in Python', () => {
  it('exists once a round is revealed, and for models only if their inputs are a table', () => {
    const round: Round = { task: 'binary', classes: ['no', 'yes'], metric: 'roc_auc' };
    const tensors = signaturesOfSnippets['tensors, probabilities']!;
    expect(compose(round, { kind: 'onnx', signature: tensors })).toBeNull();
    const { kind, siteUrl, install } = { kind: 'predictions' as const, siteUrl: 'x', install: 'y' };
    const benchmark = { ...factsOfMadeBenchmark(), ...round };
    expect(composeStart(benchmark as never, { kind, siteUrl, install, training: null })).toBeNull();
  });

  it('has a workflow that names a version by the commit, and a frozen model’s version by the run', () => {
    const round: Round = { task: 'binary', classes: ['no', 'yes'], metric: 'roc_auc' };
    expect(compose(round)?.workflow).toContain('TIDEMARK_VERSION: ${' + '{ github.sha }}');
    const signature = signaturesOfSnippets['a table, probabilities']!;
    const { workflow } = compose(round, { kind: 'onnx', signature })!;
    expect(workflow).toContain('TIDEMARK_VERSION: ${' + '{ github.run_number }}');
    expect(workflow).not.toContain('schedule');
  });
});

describe.runIf(python)('the starter script in Python, when run,', { timeout: 60_000 }, () => {
  it('learns probabilities of the classes, in the order of the classes', async () => {
    const round: Round = { task: 'multiclass', classes: ['c', 'a', 'b'], metric: 'log_loss' };
    const { script } = compose(round)!;
    const { stdout, file } = await runScript(script, makeTable(letter), 'predictions.csv');
    expect(stdout).toBe('scored Gradient boosting of Team of Ada, version 7, sent for None 0.0\n');
    const [header, ...rows] = rowsOf(file);
    expect(header).toEqual(listPredictionColumns(round));
    expect(rows.map(([id]) => id)).toEqual(Array.from({ length: 61 }, (_, i) => `0${i}`));
    for (const [i, [, ...shares]] of rows.slice(0, 60).entries()) {
      expect(Number(shares['cab'.indexOf(letter(i))])).toBeGreaterThan(0.9);
      expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 6);
    }
  });

  it.each(['csv', 'jsonl'])('learns classes and numbers from %s', async (suffix) => {
    const make = suffix === 'csv' ? makeTable : makeLines;
    const fileName = `train.${suffix}`;
    const classes = compose(
      { task: 'multiclass', classes: ['a', 'b', 'c'], metric: 'accuracy' },
      { fileName },
    )!;
    const named = rowsOf((await runScript(classes.script, make(letter), 'predictions.csv')).file);
    expect(named.slice(1, 61).filter(([, guess], i) => guess === letter(i)).length).toBeGreaterThan(55);
    const numbers = compose({ task: 'regression', classes: [], metric: 'mae' }, { fileName })!;
    const table = make((i) => (i % 50) * 2);
    const predicted = rowsOf((await runScript(numbers.script, table, 'predictions.csv')).file);
    for (const [i, [, guess]] of predicted.slice(1, 61).entries())
      expect(Math.abs(Number(guess) - (i % 50) * 2)).toBeLessThan(10);
  });

  it('predicts the label of the nearest text, and the first of several accepted ones', async () => {
    const { script } = compose(
      { task: 'text', classes: [], metric: 'exact_match' },
      { fileName: 'train.jsonl' },
    )!;
    const lines = makeLines((i) => (i % 3 === 0 ? ['wet', 'very wet'] : letter(i)));
    const { stdout, file } = await runScript(script, lines, 'predictions.csv', {
      TIDEMARK_TEAM: 'team-of-bo',
    });
    expect(stdout).toBe('scored Nearest text of team-of-bo, version 7, sent for team-of-bo 0.0\n');
    const rows = rowsOf(file).slice(1);
    expect(rows.filter(([, guess], i) => guess === (i % 3 === 0 ? 'wet' : letter(i))).length).toBe(60);
  });

  it.each(Object.entries(signaturesOfSnippets).filter(([, { input }]) => input.features.length > 0))(
    'writes a model that fits the signature %s',
    async (_, signature) => {
      const { input, output } = signature;
      const classes = output.kind === 'number' ? [] : output.classes;
      const round = {
        task: classes.length > 0 ? 'multiclass' : 'regression',
        classes,
        metric: 'mae',
      } as Round;
      const { script } = compose(round, { kind: 'onnx', signature })!;
      const rows = Array.from({ length: 200 }, (_, i) => [
        `r${i}`,
        ...input.features.map((one, k) =>
          one.type === 'number' ? (i * (k + 3)) % 97 : one.categories[i % 3],
        ),
        classes.length > 0 ? classes[i % classes.length] : i / 7,
      ]);
      const names = ['id', ...input.features.map(({ name }) => name), 'label'];
      const train = [names, ...rows].map((row) => row.join()).join('\n');
      const { file } = await runScript(script, { train: `${train}\n`, inputs: '' }, 'model.onnx');
      const checked = checkModel(file);
      expect(checked.ok && checkSignature(checked.value, signature)).toEqual({
        ok: true,
        value: expect.anything(),
      });
    },
  );
});
