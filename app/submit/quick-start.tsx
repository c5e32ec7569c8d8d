import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ExampleRound } from '@/services/page/find-submit-page';
import { ButtonLink } from '../_ui/controls/button';
import { CodeBlock } from '../_ui/controls/code-block';
import { CopyButton } from '../_ui/forms/copy-and-save-buttons';
import { composeScript } from './compose-script';

/** The way from an account to feedback, by commands to copy. */
export function QuickStart({ siteUrl, example }: { siteUrl: string; example: ExampleRound }) {
  const commands = composeCommands(siteUrl, example);
  const { slug, title, roundTitle } = example;
  return (
    <ol className="grid list-none gap-s6 pl-0">
      <Step number={1} title="Sign in and make a token">
        <p>
          An e-mail address is enough; there is no password. Then make a token with the scope “Submit” in the{' '}
          <Link prefetch={false} href="/settings">
            settings
          </Link>
          , and keep it for your shell:
        </p>
        <Command text={commands.token} />
        <p>
          <ButtonLink prefetch={false} href="/settings#tokens">
            Make a token
          </ButtonLink>
        </p>
      </Step>
      <Step number={2} title="Download the data">
        <p>
          {example.hasTraining &&
            'train.csv has the labelled items of earlier rounds, in the columns of the inputs. '}
          inputs.csv has the items of{' '}
          <Link prefetch={false} href={`/benchmarks/${slug}`}>
            <bdi>{title}</bdi>
          </Link>
          , <bdi>{roundTitle}</bdi>, without their labels; sample-submission.csv is a file to fill in. Columns
          and sizes are on the{' '}
          <Link prefetch={false} href={`/benchmarks/${slug}/data`}>
            Data tab
          </Link>{' '}
          of the benchmark.
        </p>
        <Command text={commands.download} />
      </Step>
      <Step number={3} title="Predict">
        <p>
          Each item once, by its id.{' '}
          {example.hasTraining
            ? 'This Python fits a simple baseline to train.csv, without any package.'
            : 'This Python guesses by one column.'}{' '}
          Put your model in its place.
        </p>
        <Command text={commands.predict} />
      </Step>
      <SendStep commands={commands} example={example} />
      <Step number={5} title="Read the feedback">
        <p>
          It comes within seconds to minutes, here or under{' '}
          <Link prefetch={false} href="/submissions">
            Submissions
          </Link>
          . It depends on the round’s{' '}
          <Link prefetch={false} href="/methods#feedback">
            feedback policy
          </Link>
          .
        </p>
        <Command text={commands.ask} />
      </Step>
    </ol>
  );
}

function SendStep({
  commands: { name, check, send },
  example: { slug, rulesVersion },
}: {
  commands: QuickStartCommands;
  example: ExampleRound;
}) {
  return (
    <Step number={4} title="Name the model, check the file, send it">
      <p>
        Write a name between the quotes, for example with your own name in it: two teams can’t use the same
        model name.
      </p>
      <Command text={name} />
      <p>A check is free. It says which line is wrong, and uses no submission.</p>
      <Command text={check} />
      <p>
        {rulesVersion !== null && (
          <>
            By <code>rules_version</code> you accept version {rulesVersion} of the{' '}
            <Link prefetch={false} href={`/benchmarks/${slug}/rules`}>
              rules
            </Link>
            .{' '}
          </>
        )}
        Sending it uses one submission. The response is your receipt: keep it.
      </p>
      <Command text={send} />
    </Step>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[40px_minmax(0,1fr)] gap-x-s3 max-phone:grid-cols-[28px_minmax(0,1fr)]">
      <span className="font-serif text-h2/[1.2] text-ink-3" aria-hidden="true">
        {number}
      </span>
      <div className="grid max-w-[46rem] gap-s3">
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  );
}

const Command = ({ text }: { text: string }) => (
  <div className="flex items-start gap-s3 max-phone:grid max-phone:gap-s2" data-testid="command">
    <CodeBlock>{text}</CodeBlock>
    <CopyButton text={text} />
  </div>
);

type QuickStartCommands = {
  readonly token: string;
  readonly download: string;
  /** A Python script that predicts and needs only the standard library. */
  readonly predict: string;
  /** Shell command in which the reader types the model's name, since two teams of a benchmark can't use the same name. */
  readonly name: string;
  readonly check: string;
  readonly send: string;
  readonly ask: string;
};

/** The commands of the quick start, which a test runs. `:?` stops the shell if the model has no name. */
export function composeCommands(
  siteUrl: string,
  example: Pick<
    ExampleRound,
    'slug' | 'number' | 'task' | 'classes' | 'metric' | 'hasTraining' | 'rulesVersion'
  >,
): QuickStartCommands {
  const api = `${siteUrl}/api/v1`;
  const benchmark = `${api}/benchmarks/${example.slug}`;
  const auth = `-H "Authorization: Bearer $TIDEMARK_TOKEN"`;
  const name = '${' + 'TIDEMARK_MODEL:?has no name yet}';
  const accepts = example.rulesVersion === null ? '' : `, \\"rules_version\\": ${example.rulesVersion}`;
  const metadata = `-F "metadata={\\"model\\": \\"${name}\\", \\"version\\": \\"1\\"${accepts}}"`;
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
