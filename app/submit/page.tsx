import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { findActor } from '@/services/access/page-request';
import { findQuickStartPage, type OpenRound, type QuickStartPage } from '@/services/page/find-submit-page';
import { findPublicUrl } from '@/services/publication/find-operator';
import { describePage } from '../_load/describe-page';
import { signInPath } from '../_load/require';
import { ButtonLink } from '../_ui/controls/button';
import { RoundGlyph } from '../_ui/glyphs/glyphs';
import { Instant } from '../_ui/instant';
import { Page, PageHead } from '../_ui/page/page';
import { Fold, Section } from '../_ui/page/section';
import { QuickStart } from './quick-start';

export function generateMetadata(): Metadata {
  return describePage({
    path: '/submit',
    title: 'Submit',
    description: 'Reasons to submit, a quick start by commands, and answers to frequent questions.',
  });
}

/** Reasons and commands for visitors; for signed-in people, first the rounds that they can submit to. */
export default async function SubmitStartPage() {
  const { example, participant } = await findQuickStartPage(await findActor());
  return (
    <Page>
      <PageHead
        title="Submit"
        lede="Every round has new items, and their labels stay hidden until it is over. See how your model does on them."
      />
      {participant ? (
        <OpenRounds {...participant} />
      ) : (
        <>
          <p className="mt-s5 flex flex-wrap items-center gap-s3">
            <ButtonLink look="main" href="/benchmarks?state=open">
              Open benchmarks
            </ButtonLink>
            <ButtonLink href={signInPath('/submit')}>Sign in</ButtonLink>
          </p>
          <Reasons />
        </>
      )}
      <Section
        id="quick-start"
        title="Quick start"
        aside="by commands; each benchmark’s Submit page does the same"
      >
        <p className="mb-s5 text-ink-2">
          Without curl: the <Link href="/client">Python client</Link> takes predictions from a notebook or the
          command line
          {example?.hasTraining && (
            <>
              , and a <Link href={`/benchmarks/${example.slug}/submit#python`}>script</Link> trains a baseline
              and submits it
            </>
          )}
          .
        </p>
        {example ? (
          <QuickStart siteUrl={findPublicUrl()} example={example} />
        ) : (
          <p className="text-ink-2">No open round accepts predictions now, so there is nothing to try.</p>
        )}
      </Section>
      <Section id="questions" title="Questions">
        <Questions />
      </Section>
    </Page>
  );
}

const reasons = [
  {
    title: 'A score with its interval',
    text: 'Every score comes with a 95 % confidence interval. Models that aren’t significantly different share a rank range.',
  },
  {
    title: 'A receipt',
    text: 'Your file, its hash and the time. After the reveal every reader can compute your score again.',
  },
  {
    title: 'The same rules for all',
    text: 'Every team has the same quota, and the ranking uses items on which no team had feedback.',
  },
];

function Reasons() {
  return (
    <ul className="mt-s6 grid list-none grid-cols-3 gap-s6 pl-0 max-table:grid-cols-1 max-table:gap-s4">
      {reasons.map(({ title, text }) => (
        <li key={title} className="border-t border-rule-2 pt-s3">
          <b className="block font-serif text-h3 font-semibold">{title}</b>
          <span className="text-ink-2">{text}</span>
        </li>
      ))}
    </ul>
  );
}

type Props = NonNullable<QuickStartPage['participant']>;

/** The open rounds with the team's remaining submissions; newcomers also see the first steps. */
function OpenRounds({ teamName, isInSeveralTeams, isNewcomer, open }: Props) {
  return (
    <Section title="Open rounds" aside={<Link href="/submissions">Your submissions</Link>}>
      <p className="mb-s4 max-w-[37em]" data-testid="team">
        You submit as <b className="font-semibold">{teamName}</b>
        {isInSeveralTeams ? ', or as another of your teams, which you choose on each round’s form.' : '.'}
      </p>
      {isNewcomer && open.length > 0 && <FirstSteps />}
      {open.length === 0 ? (
        <p className="text-ink-2">No round is open. Each benchmark shows the date of its next round.</p>
      ) : (
        <ul data-testid="open-rounds">
          {open.map((round) => (
            <OpenRoundRow key={round.slug} round={round} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function FirstSteps() {
  return (
    <ol className="mb-s5 max-w-[37em] list-decimal pl-s4" data-testid="first-steps">
      <li>Choose a round below and download its inputs.</li>
      <li>
        Predict each item with your model. The form shows what a file looks like, and checks yours for free.
      </li>
      <li>
        Submit the file. It is scored within minutes, and ranked when the round closes. By commands:{' '}
        <Link href="#quick-start">quick start</Link>.
      </li>
    </ol>
  );
}

function OpenRoundRow({ round }: { round: OpenRound }) {
  const { slug, title, roundTitle, closesAt, quotaPerRound, usedCount } = round;
  const left = Math.max(0, quotaPerRound - usedCount);
  return (
    <li className="grid grid-cols-[16px_1fr_auto] items-center gap-s3 border-t border-rule py-10 first:border-t-0 first:pt-0">
      <span className="flex text-over">
        <RoundGlyph state="open" />
      </span>
      <span>
        <Link href={`/benchmarks/${slug}`}>
          <bdi className="font-semibold">{title}</bdi>
        </Link>
        , <bdi>{roundTitle}</bdi>
        <span className="block text-small text-ink-2">
          {left} of {quotaPerRound} submissions left
          {closesAt && (
            <>
              {' · '}closes <Instant at={closesAt.toISOString()} />
            </>
          )}
        </span>
      </span>
      <ButtonLink href={`/benchmarks/${slug}/submit`}>Submit</ButtonLink>
    </li>
  );
}

/** Questions of newcomers, the most urgent first. */
const questions: readonly { title: string; answer: ReactNode }[] = [
  {
    title: 'Who may submit, and what does it cost?',
    answer: 'Everyone with an e-mail address. It costs nothing.',
  },
  {
    title: 'What do I send?',
    answer:
      'A file with a prediction for each item: CSV, JSON Lines, Parquet or .npz. Some benchmarks also take a model as an ONNX file, or a container image, and run it.',
  },
  {
    title: 'How often may I submit?',
    answer:
      'Each benchmark has a limit per round and per day for a team. A file with a fault uses none, nor does a check.',
  },
  {
    title: 'Why is not every score reported?',
    answer: (
      <>
        With enough reported scores a team can climb without a better model. So by default a round uses a{' '}
        <Link href="/methods#guarded-ladder">guarded ladder</Link>: a score is reported only when a file is
        significantly better.
      </>
    ),
  },
  {
    title: 'What does “no significant improvement” mean?',
    answer:
      'The test found no significant difference from your current best. Your file may still be better or worse.',
  },
  {
    title: 'Which of my submissions counts?',
    answer:
      'One of each model: its best reported score, or the one you choose on its page while the round is open.',
  },
  {
    title: 'When am I ranked?',
    answer: (
      <>
        When the round closes. The ranking uses the <Link href="/methods#splits">final split</Link>: items of
        the round on which no team had feedback.
      </>
    ),
  },
  {
    title: 'Why does my rank say “2–5”?',
    answer: (
      <>
        One model is significantly better, and at most three others could be. Models that aren’t significantly
        different share <Link href="/methods#ranks">rank ranges</Link> instead of a made-up order.
      </>
    ),
  },
  {
    title: 'May I use two accounts?',
    answer: 'It won’t help: maintainers may link teams that are the same people, and those share one quota.',
  },
  {
    title: 'Who sees my file?',
    answer: (
      <>
        While the round is open only your team sees it. When the round is revealed, your file is published
        with the labels, so that every reader can{' '}
        <Link href="/methods#commitment">compute your score again</Link>.
      </>
    ),
  },
  {
    title: 'Can I take a submission back?',
    answer:
      'Yes, on its page until the round closes; a withdrawn file is never published. The submission stays used.',
  },
  {
    title: 'What may I train on?',
    answer:
      'Each benchmark’s rules say it. Name your data in the disclosure, which is shown beside your model.',
  },
];

function Questions() {
  return (
    <div>
      {questions.map(({ title, answer }) => (
        <Fold key={title} title={title}>
          <p className="max-w-[66ch] text-ink-2">{answer}</p>
        </Fold>
      ))}
    </div>
  );
}
