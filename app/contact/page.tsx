import { describePage } from '@/app/_load/describe-page';
import { Page, PageHead } from '@/app/_ui/page/page';
import { OperatorContact } from '@/app/_ui/words/operator-contact';
import { findOperator } from '@/services/publication/find-operator';

export const generateMetadata = () =>
  describePage({
    path: '/contact',
    title: 'Contact',
    description: 'Contacts for a benchmark, for a leak and for this site.',
  });

export default function ContactPage() {
  const operator = findOperator();
  return (
    <Page>
      <PageHead title="Contact" lede="Whom to ask depends on what it is about." />
      <div className="prose mt-s5">
        <h2>A benchmark</h2>
        <p>
          Its maintainers decide about its rules, its rounds and its test sets. The benchmark’s page names the
          addresses that they give.
        </p>
        <h2>A leak, or a score that can’t be right</h2>
        <p>
          Report it on the round’s page. Only the maintainers read the report, and you need no account for it.
        </p>
        <h2>This site</h2>
        <p>
          <OperatorContact operator={operator} />
        </p>
        <p>
          What its operators have hidden, renamed or deleted, and why, is on{' '}
          <a href="/moderation">a page of its own</a>.
        </p>
        {operator.contact !== null && (
          <p>
            Report security problems to the same address; it is also in{' '}
            <a href="/.well-known/security.txt">security.txt</a>.
          </p>
        )}
      </div>
    </Page>
  );
}
