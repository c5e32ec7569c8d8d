import type { Metadata } from 'next';
import Link from 'next/link';
import { makeRoundLoader } from '@/app/_load/loaders';
import { StoppedRoundBanner } from '@/app/_ui/moderation/moderation-banner';
import { listRoundCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Callout } from '@/app/_ui/words/callout';
import {
  type LeakReportKind,
  type LeakReportScope,
  leakReportLimits,
} from '@/lib/core/leak-report/leak-report';
import { findReportPage } from '@/services/page/find-pages-of-round';
import { LeakReportForm } from './leak-report-form';

/** The maximum of reports of that kind per hour. */
const limitOf = (kind: LeakReportKind, scope: LeakReportScope): number | undefined =>
  leakReportLimits[kind].find((limit) => limit.scope === scope)?.max;

const perNetwork = limitOf('anonymous', 'network');

const perRound = limitOf('anonymous', 'round');

type Props = PageProps<'/benchmarks/[slug]/rounds/[number]/report'>;

const load = makeRoundLoader(findReportPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `Report a leak, ${round.title}, ${benchmark.title}` };
}

export default async function ReportLeakPage({ params, searchParams }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, reportsOfPersonMax } = await load(slug, number);
  const path = `/benchmarks/${slug}/rounds/${round.number}`;
  return (
    <Page width="form">
      <PageHead
        crumbs={{ above: listRoundCrumbs(slug, benchmark.title, round.number), here: 'report a leak' }}
        title="Report a leak"
        lede={
          <>
            Have you seen labels of {round.title}, or its items before the opening? Tell the maintainers of{' '}
            {benchmark.title}.
          </>
        }
      />
      <StoppedRoundBanner round={round} />
      {(await searchParams).sent ? (
        <Callout tone="note" role="status">
          The report is saved, and the maintainers get a mail about it. Thank you.{' '}
          <Link href={path}>Back to {round.title}</Link>.
        </Callout>
      ) : (
        <>
          <p className="mt-s3 max-w-[37em] text-ink-2">
            No account is needed. Only the maintainers read what you write: it appears on no page, in no mail
            and in no log. They can freeze the round at once.
          </p>
          <p className="mt-s3 max-w-[37em] text-ink-2">
            To prevent flooding, the site accepts {perNetwork} reports an hour without an account from one
            network, and {perRound} about one round. If you sign in and add a link with a few words about it,
            your report is always accepted, up to {reportsOfPersonMax} an hour.
          </p>
          <LeakReportForm slug={slug} number={round.number} />
        </>
      )}
    </Page>
  );
}
