import type { Metadata } from 'next';
import { requireFound } from '@/app/_load/require-found';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { describePolicy } from '@/app/_ui/benchmark/describe-policy';
import { MaintainPage } from '@/app/_ui/maintain/maintain-page';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { Callout } from '@/app/_ui/words/callout';
import { hasRole } from '@/lib/core/benchmark';
import { findMaintainedFacts } from '@/services/page/find-maintained-facts';
import { FeedbackPolicyForm } from './feedback-policy-form';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Feedback' };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function FeedbackPolicyPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const actor = await requireSignedIn(`/maintain/${slug}/feedback`);
  const { title, role, feedback_policy, feedback_share } = requireFound(
    await findMaintainedFacts(actor, slug),
  );
  if (!role) return <NotAMaintainer slug={slug} title={title} />;
  const percent = String(Math.round(100 * feedback_share));
  return (
    <MaintainPage
      benchmark={{ slug, title }}
      current="feedback"
      title="Feedback"
      lede="What participants are told while a round is open. Each round keeps the policy and the parts it was sealed with; a change is for those that are sealed afterwards."
    >
      {'saved' in (await searchParams) && (
        <Callout tone="note" role="status">
          Saved: {describePolicy(feedback_policy)}; {percent} % of the items.
        </Callout>
      )}
      {hasRole(role, 'maintainer') ? (
        <FeedbackPolicyForm slug={slug} saved={{ feedback_policy, feedback_share: percent }} />
      ) : (
        <p>
          {describePolicy(feedback_policy)}; {percent} % of the items are the feedback part.
        </p>
      )}
    </MaintainPage>
  );
}
