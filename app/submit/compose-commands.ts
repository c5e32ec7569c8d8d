import { listPredictionColumns } from '@/lib/core/submission/list-prediction-columns';
import type { ExampleRound } from '@/services/page/find-quick-start-page';

export type QuickStartCommands = {
  readonly token: string;
  readonly download: string;
  /** Python, of its standard library alone. */
  readonly predict: string;
  /** To be filled in: no two teams of a benchmark have a model of the same name. */
  readonly name: string;
  readonly check: string;
  readonly send: string;
  readonly ask: string;
};

/** What somebody types from an account to an answer. A test runs it. The shell stops whoever hasn't named their model. */
export function composeCommands(
  siteUrl: string,
  example: Pick<ExampleRound, 'slug' | 'number' | 'task' | 'classes' | 'metric' | 'hasTraining'>,
): QuickStartCommands {
  const api = `${siteUrl}/api/v1`;
  const benchmark = `${api}/benchmarks/${example.slug}`;
  const auth = `-H "Authorization: Bearer $TIDEMARK_TOKEN"`;
  const name = '${' + 'TIDEMARK_MODEL:?has no name yet}';
  const metadata = `-F "metadata={\\"model\\": \\"${name}\\", \\"version\\": \\"1\\"}"`;
  const post = (query: string) =>
    `curl ${auth} \\\n  ${metadata} \\\n  -F file=@predictions.csv \\\n  "${benchmark}/submissions${query}"`;
  return {
    token: 'export TIDEMARK_TOKEN=tdm_…',
    download: [
      ...(example.hasTraining ? [`curl -o train.csv ${benchmark}/training-data`] : []),
      `curl -o inputs.csv ${benchmark}/rounds/${example.number}/inputs`,
      `curl -o sample-submission.csv ${benchmark}/rounds/${example.number}/sample-submission`,
    ].join('\n'),
    predict: composeScript(example),
    name: "export TIDEMARK_MODEL=''",
    check: post('?dry_run=true'),
    send: post(''),
    ask: `curl ${auth} ${api}/submissions`,
  };
}

/**
 * A guess by the column that tells most items apart: a file that says the same of every item gets no answer on a ladder. Texts of
 * equal length in their order are whole numbers in theirs.
 */
function composeScript(example: Pick<ExampleRound, 'task' | 'classes' | 'metric'>): string {
  const columns = listPredictionColumns(example);
  // JSON's strings and lists are Python's too.
  return `import csv

with open("inputs.csv", newline="") as inputs:
    items = list(csv.DictReader(inputs))

# the column that tells most items apart, and the order of what stands in it
columns = [name for name in items[0] if name != "id"]
column = max(columns, key=lambda name: len({item[name] for item in items}))
values = sorted({item[column] for item in items}, key=lambda text: (len(text), text))
place = {value: (i + 1) / (len(values) + 1) for i, value in enumerate(values)}

with open("predictions.csv", "w", newline="") as predictions:
    out = csv.writer(predictions)
    out.writerow(${JSON.stringify(columns)})
    for item in items:
        p = place[item[column]]  # your model instead, a number from 0 to 1
        out.writerow([item["id"], ${guessOf(example)}])`;
}

/** What Python writes of `p`: probabilities, a class, a number or a text. */
function guessOf({ task, classes, metric }: Pick<ExampleRound, 'task' | 'classes' | 'metric'>): string {
  const needsProbabilities = listPredictionColumns({ classes, metric }).length > 2;
  const others = classes.length - 1;
  if (needsProbabilities) return others === 1 ? '1 - p, p' : `1 - p, *[p / ${others}] * ${others}`;
  if (task === 'regression') return 'p';
  if (task === 'text') return 'item[column][:40]';
  return `${JSON.stringify(classes)}[int(p * ${classes.length})]`;
}
