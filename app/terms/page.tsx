import Link from 'next/link';
import { describePage } from '@/app/_load/describe-page';
import { Page, PageHead } from '@/app/_ui/page/page';
import { OperatorContact } from '@/app/_ui/words/operator-contact';
import { findOperator } from '@/services/publication/find-operator';

export const generateMetadata = () =>
  describePage({
    path: '/terms',
    title: 'Terms',
    description: 'The terms for submitting a file and for hosting a benchmark.',
  });

export default function TermsPage() {
  return (
    <Page>
      <PageHead title="Terms" lede="How this site works, in place of small print." />
      <div className="prose mt-s5">
        <h2>If you submit</h2>
        <ul>
          <li>Each benchmark has rules of its own, on its page. Its maintainers apply them.</li>
          <li>
            Your submissions use a quota. The feedback policy of the round decides which scores are reported;
            the <Link href="/methods">methods</Link> give the reasons.
          </li>
          <li>
            <b>A prediction file becomes public when its round is revealed, and stays so.</b> Send nothing
            that you may not publish. Until the reveal you can withdraw it; the submission stays used. A model
            file stays encrypted, and no reveal publishes it.
          </li>
          <li>Scores, names and what you disclose of a model are public and stay in the rankings.</li>
          <li>
            One person, one team: teams that are the same people are linked, and share quota and feedback.
          </li>
        </ul>
        <h2>If you run a benchmark</h2>
        <ul>
          <li>You describe the task and the source of the data. You need the right to publish them.</li>
          <li>
            A test set that is sealed can’t be changed or taken back. A reveal publishes it with its labels,
            for good.
          </li>
          <li>Your acts on a round are in the public changelog, with your reason.</li>
        </ul>
        <h2>What you may expect</h2>
        <p>
          The software is open source under Apache-2.0, and comes without a warranty. Scores are estimates
          with an interval, and each round shows its freshness. A round with a suspected leak is frozen in
          public.
        </p>
        <p>
          <OperatorContact operator={findOperator()} /> They may have rules beyond these.
        </p>
      </div>
    </Page>
  );
}
