import type { Metadata } from 'next';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { makeMaintainLoader } from '@/app/_load/loaders';
import { describePolicy } from '@/app/_ui/benchmark/describe-rules';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Section } from '@/app/_ui/page/section';
import { PlanFacts } from '@/app/_ui/plan/plan-facts';
import { PlanForm } from '@/app/_ui/plan/plan-form';
import { parsePlanQuery, planOf } from '@/app/_ui/plan/plan-query';
import { Callout } from '@/app/_ui/words/callout';
import { hasRole } from '@/lib/core/benchmark';
import type { RoundToPlan } from '@/lib/core/planner/plan-round';
import { classesAlike } from '@/lib/core/planner/typical-set';
import { type FeedbackPage, findFeedbackPage } from '@/services/page/find-maintained-pages';
import { FeedbackPolicyForm } from './feedback-policy-form';

type Props = PageProps<'/maintain/[slug]/feedback'>;

const load = makeMaintainLoader('/feedback', findFeedbackPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { role, title } = await load((await params).slug);
  return titleMaintainPage(role && 'Feedback', title);
}

export default async function FeedbackPolicyPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const benchmark = await load(slug);
  const { title, role, feedback_policy, feedback_share } = benchmark;
  if (!role) return <NotAMaintainer slug={slug} title={title} />;
  const sent = await searchParams;
  const query = parsePlanQuery(sent);
  const isPlanned = query.itemCount !== null;
  const round = planOf(query, startOf(benchmark, isPlanned));
  const percent = String(Math.round(100 * feedback_share));
  return (
    <MaintainPage
      benchmark={{ slug, title }}
      current="feedback"
      title="Feedback"
      lede="The scores that participants get while a round is open. Each round keeps the policy and the splits it was sealed with; a change applies to rounds that are sealed afterwards."
    >
      {'saved' in sent && (
        <Callout tone="note" role="status">
          Saved: {describePolicy(feedback_policy)}; {percent} % of the items.
        </Callout>
      )}
      <Section
        id="plan"
        title="Plan"
        aside={
          isPlanned ? 'not saved: the fields below begin with this' : 'what to expect with the saved policy'
        }
      >
        <PlanForm path={`/maintain/${slug}/feedback`} round={round} query={query} isNew={false} />
        <PlanFacts round={round} />
      </Section>
      {hasRole(role, 'maintainer') ? (
        <FeedbackPolicyForm
          slug={slug}
          saved={{
            feedback_policy: round.policy,
            feedback_share: String(Math.round(100 * round.feedbackShare)),
          }}
        />
      ) : (
        <p>
          {describePolicy(feedback_policy)}; {percent} % of the items are the feedback split.
        </p>
      )}
    </MaintainPage>
  );
}

/** The plan before the reader changes it: the newest test set under the saved policy. */
function startOf(
  { metric, classes, newest, lastPairs, quota_per_round, feedback_policy, feedback_share }: FeedbackPage,
  isPlanned: boolean,
): Partial<RoundToPlan> & Pick<RoundToPlan, 'itemCount' | 'metric'> {
  return {
    metric,
    itemCount: newest?.itemCount ?? 2500,
    shares: newest?.shares ?? classesAlike(classes.length),
    quotaPerRound: quota_per_round,
    lastPairs,
    ...(!isPlanned && { policy: feedback_policy, feedbackShare: feedback_share }),
  };
}
