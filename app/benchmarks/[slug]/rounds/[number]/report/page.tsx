import type { Metadata } from 'next';
import Link from 'next/link';
import { requireFound } from '@/app/_load/require-found';
import { RoundTroubleBanner } from '@/app/_ui/trouble/round-trouble-banner';
import { roundNumber } from '@/lib/contracts/round';
import { findReportPage } from '@/services/page/find-report-page';
import { LeakReportForm } from './leak-report-form';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Report a leak' };

type Props = {
  params: Promise<{ slug: string; number: string }>;
  searchParams: Promise<{ sent?: string | string[] }>;
};

export default async function ReportLeakPage({ params, searchParams }: Props) {
  const { slug, number } = await params;
  const { benchmark, round } = requireFound(await findReportPage(slug, roundNumber(number)));
  const path = `/benchmarks/${slug}/rounds/${round.number}`;
  return (
    <div className="page-narrow">
      <p className="crumb">
        <Link href="/benchmarks">Benchmarks</Link> /{' '}
        <Link href={`/benchmarks/${slug}`}>{benchmark.title}</Link> /{' '}
        <Link href={path}>round {round.number}</Link> / report a leak
      </p>
      <h1>Report a leak</h1>
      <p className="lede">
        Have labels of {round.title} got out, or items before their time? Tell the maintainers of{' '}
        {benchmark.title}.
      </p>
      <RoundTroubleBanner round={round} />
      {(await searchParams).sent ? (
        <p className="note" role="status">
          The report is kept, and the maintainers are told that there is one. Thank you.{' '}
          <Link href={path}>Back to {round.title}</Link>.
        </p>
      ) : (
        <>
          <p className="measure muted">
            No account is needed. Only the maintainers read what you write: it appears on no page, in no mail
            and in no log. They can freeze the round at once.
          </p>
          <LeakReportForm slug={slug} number={round.number} />
        </>
      )}
    </div>
  );
}
