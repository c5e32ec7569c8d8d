import Link from 'next/link';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CopyButton } from '@/app/_ui/forms/copy-button';
import type { ExampleRound } from '@/services/page/find-quick-start-page';
import { composeCommands, type QuickStartCommands } from './compose-commands';

/** From no account to an answer, by commands that work as they stand. */
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
          , <bdi>{roundTitle}</bdi>, without their labels; sample-submission.csv is a file to fill in.
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
      <SendStep commands={commands} />
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

function SendStep({ commands: { name, check, send } }: { commands: QuickStartCommands }) {
  return (
    <Step number={4} title="Name the model, check the file, send it">
      <p>
        Write a name between the quotes, with your own in it for example. No two teams have a model of the
        same name here.
      </p>
      <Command text={name} />
      <p>A check is free. It says which line is wrong, and uses no submission.</p>
      <Command text={check} />
      <p>Sending it uses one submission. The response is your receipt: keep it.</p>
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
