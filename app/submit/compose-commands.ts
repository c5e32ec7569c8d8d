import type { ExampleRound } from '@/services/page/find-quick-start-page';
import { composeScript } from './compose-script';

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
