import { PageHead } from '@/app/_ui/page/page-head';
import { Tab, Tabs } from '@/app/_ui/page/tabs';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { FeedbackPolicyName, SubmissionKind } from '@/lib/core/benchmark';

const feedbackByPolicy: Record<FeedbackPolicyName, string> = {
  'guarded-ladder': 'Its score is reported if it is significantly better than your current best',
  'exact-with-budget': 'You get a rounded score as feedback, until the feedback split is used up',
  exact: 'You get its score on the feedback split at once',
  'final-only': 'No score is reported before the round closes',
};

const count = new Intl.NumberFormat('en');

export function SubmitHead({
  benchmark: { slug, title, open_round, inputs },
  kind,
}: {
  benchmark: BenchmarkView;
  kind: SubmissionKind;
}) {
  const items = `${count.format(open_round?.item_count ?? 0)}${inputs === 'hidden' ? ' hidden' : ''} items`;
  return (
    <div className="pt-s4">
      <PageHead
        crumbs={{
          above: [
            { href: '/benchmarks', title: 'Benchmarks' },
            { href: `/benchmarks/${slug}`, title },
          ],
          here: 'Submit',
        }}
        title={<>Submit to {open_round?.title ?? title}</>}
        lede={
          open_round && (
            <>
              {kind === 'onnx' ? `Your model is run on ${items}. ` : `One prediction for each of ${items}. `}
              {feedbackByPolicy[open_round.feedback_policy ?? 'final-only']}; your rank follows when the round
              closes.
            </>
          )
        }
      />
    </div>
  );
}

const kindTitles: Readonly<Record<SubmissionKind, string>> = {
  predictions: 'Prediction file',
  onnx: 'ONNX model',
};

/** Nothing where a benchmark accepts one kind only. */
export function KindTabs({
  accepts,
  chosen,
  hrefOf,
}: {
  accepts: readonly SubmissionKind[];
  chosen: SubmissionKind;
  hrefOf: (kind: SubmissionKind) => string;
}) {
  if (accepts.length < 2) return null;
  return (
    <Tabs label="Kind of submission">
      {accepts.map((kind) => (
        <Tab key={kind} href={hrefOf(kind)} isCurrent={kind === chosen} title={kindTitles[kind]} />
      ))}
    </Tabs>
  );
}
