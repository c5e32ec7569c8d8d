import { listPredictionColumns } from '@/app/_ui/submit/list-prediction-columns';
import type { ExampleRound } from '@/services/page/find-quick-start-page';

export type QuickStartCommands = {
  readonly token: string;
  readonly download: string;
  /** Python, of its standard library alone. */
  readonly predict: string;
  readonly check: string;
  readonly send: string;
  readonly ask: string;
};

/** What somebody types from an account to an answer. A test runs it. */
export function composeCommands(
  siteUrl: string,
  example: Pick<ExampleRound, 'slug' | 'number' | 'task' | 'classes' | 'metric'>,
): QuickStartCommands {
  const api = `${siteUrl}/api/v1`;
  const benchmark = `${api}/benchmarks/${example.slug}`;
  const auth = `-H "Authorization: Bearer $TIDEMARK_TOKEN"`;
  const metadata = `-F 'metadata={"model": "My first model", "version": "1"}'`;
  const post = (query: string) =>
    `curl ${auth} \\\n  ${metadata} \\\n  -F file=@predictions.csv \\\n  "${benchmark}/submissions${query}"`;
  return {
    token: 'export TIDEMARK_TOKEN=tdm_…',
    download: `curl -o inputs.csv ${benchmark}/rounds/${example.number}/inputs`,
    predict: composeScript(example),
    check: post('?dry_run=true'),
    send: post(''),
    ask: `curl ${auth} ${api}/submissions`,
  };
}

function composeScript(example: Pick<ExampleRound, 'task' | 'classes' | 'metric'>): string {
  const columns = listPredictionColumns(example);
  // JSON's strings and lists are Python's too.
  return `import csv

with open("inputs.csv", newline="") as inputs, open("predictions.csv", "w", newline="") as predictions:
    out = csv.writer(predictions)
    out.writerow(${JSON.stringify(columns)})
    for item in csv.DictReader(inputs):
        out.writerow([item["id"], *${guessOf(example)}])  # your model instead`;
}

/** The same for every item, as Python writes it: probabilities, a class, a number or a text. */
function guessOf({ task, classes, metric }: Pick<ExampleRound, 'task' | 'classes' | 'metric'>): string {
  const needsProbabilities = listPredictionColumns({ classes, metric }).length > 2;
  if (needsProbabilities) return JSON.stringify(classes.map(() => 1 / classes.length));
  if (task === 'regression') return '[0]';
  return JSON.stringify([task === 'text' ? '?' : (classes[0] ?? '')]);
}
