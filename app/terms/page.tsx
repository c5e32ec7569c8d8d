import Link from 'next/link';
import { describePage } from '@/app/_load/describe-page';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { OperatorContact } from '@/app/_ui/words/operator-contact';
import { findOperator } from '@/services/publication/find-operator';

export const dynamic = 'force-dynamic';
export const generateMetadata = () =>
  describePage({
    path: '/terms',
    title: 'Terms',
    description: 'What you agree to by sending something, and what you may expect.',
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
            Your submissions use up a quota. What you are told, and how often, is the policy of the round; the{' '}
            <Link href="/methods">methods</Link> say why.
          </li>
          <li>
            <b>A prediction file becomes public when its round is revealed, and stays so.</b> Send nothing
            that you may not publish. Until the reveal you can withdraw it; the slot stays used. The file of a
            model stays sealed, and no reveal publishes it.
          </li>
          <li>Scores, names and what you disclose of a model are public and stay in the rankings.</li>
          <li>
            One person, one team: teams that are the same people are linked, and share what they are told.
          </li>
        </ul>
        <h2>If you run a benchmark</h2>
        <ul>
          <li>You say what the task is and whose the data are. You need the right to have them published.</li>
          <li>
            A test set that is sealed can’t be changed or taken back. A reveal publishes it with its labels,
            for good.
          </li>
          <li>What you do to a round is on the changelog, with your reason.</li>
        </ul>
        <h2>What you may expect</h2>
        <p>
          The software is open source under Apache-2.0, and comes without a warranty. Scores are estimates:
          each has limits, and each round says how far it can be trusted. A round under suspicion is frozen in
          public.
        </p>
        <p>
          <OperatorContact operator={findOperator()} /> They may have rules beyond these.
        </p>
      </div>
    </Page>
  );
}
