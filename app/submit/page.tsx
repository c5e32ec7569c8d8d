import type { Metadata } from 'next';
import { describePage } from '@/app/_load/describe-page';
import { signInPath } from '@/app/_load/sign-in-path';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { findActor } from '@/services/access/find-actor';
import { findQuickStartPage } from '@/services/page/find-quick-start-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { OpenRounds } from './open-rounds';
import { Questions } from './questions';
import { QuickStart } from './quick-start';

export const dynamic = 'force-dynamic';

export function generateMetadata(): Metadata {
  return describePage({
    path: '/submit',
    title: 'Submit',
    description: 'Reasons to submit, a quick start by commands, and answers to frequent questions.',
  });
}

/** The reasons and the commands for a visitor; a person who is signed in reads first what their team can submit to now. */
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
        {example ? (
          <QuickStart siteUrl={findPublicUrl()} example={example} />
        ) : (
          <p className="text-ink-2">
            No round that takes predictions is open now, so there is nothing to try.
          </p>
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
