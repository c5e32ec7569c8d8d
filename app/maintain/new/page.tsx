import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '@/app/_load/require';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { PlanFacts } from '@/app/_ui/plan/plan-facts';
import { PlanForm } from '@/app/_ui/plan/plan-form';
import { parsePlanQuery, planOf } from '@/app/_ui/plan/plan-query';
import { BenchmarkForm } from './benchmark-form';
import { decidePlannedTask } from './read-benchmark-form';

export const metadata: Metadata = { title: 'Create a benchmark' };

/** The plan before the reader changes it. */
const start = { itemCount: 2500, metric: 'roc_auc' } as const;

const path = '/maintain/new';

export default async function NewBenchmarkPage({ searchParams }: PageProps<'/maintain/new'>) {
  await requireSignedIn(path);
  const query = parsePlanQuery(await searchParams);
  const round = planOf(query, start);
  return (
    <Page width="form">
      <PageHead
        crumbs={{ above: [{ href: '/maintain', title: 'Maintain' }], here: 'New' }}
        title="Create a benchmark"
        lede={
          <>
            A task with its metric and rules. The hidden test sets come afterwards, one for each round:{' '}
            <Link href="/docs/hosting">hosting in seven steps</Link>.
          </>
        }
      />
      <Section
        id="plan"
        title="Plan"
        aside="what to expect of a round; the fields below start with these values"
      >
        <PlanForm path={path} round={round} query={query} isNew />
        <PlanFacts round={round} />
      </Section>
      <BenchmarkForm
        planned={{
          task: decidePlannedTask(round),
          metric: round.metric,
          feedback_policy: round.policy,
          feedback_share: String(Math.round(100 * round.feedbackShare)),
          quota_per_round: String(round.quotaPerRound),
        }}
      />
    </Page>
  );
}
