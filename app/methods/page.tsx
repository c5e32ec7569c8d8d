import type { Metadata } from 'next';
import Link from 'next/link';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { metrics } from '@/lib/core/metrics/metrics';
import { AdjustedScores } from './adjusted-scores';
import { Attacks } from './attacks';
import { Commitment } from './commitment';
import { Exposure } from './exposure';
import { FeedbackPolicies } from './feedback-policies';
import { Flags } from './flags';
import { Freshness } from './freshness';
import { GuardedLadder } from './guarded-ladder';
import { InShort } from './in-short';
import { Intervals } from './intervals';
import { MethodContents } from './method-contents';
import { Overfitting } from './overfitting';
import { Parts } from './parts';
import { Power } from './power';
import { Ranks } from './ranks';
import { type SectionId, sections } from './sections';
import { Slices } from './slices';
import { Terms } from './terms';
import { TrustBoundaries } from './trust-boundaries';

export const metadata: Metadata = {
  title: 'Methods',
  description:
    'What each number of Tidemark means, by which formula and from which source, and what it does not prove.',
};

function Metrics() {
  return (
    <p>
      <Link href="/methods/metrics">All {metrics.length} metrics</Link> with formula, definition and source.
      Each agrees to 12 digits with scikit-learn or scipy in tests; those that they lack agree with numpy,
      SQuAD’s script, sacreBLEU or rouge-score. Metrics with two bounds are printed × 100.
    </p>
  );
}

const contents: Readonly<Record<SectionId, React.ComponentType>> = {
  parts: Parts,
  feedback: FeedbackPolicies,
  'guarded-ladder': GuardedLadder,
  power: Power,
  attacks: Attacks,
  exposure: Exposure,
  metrics: Metrics,
  intervals: Intervals,
  ranks: Ranks,
  slices: Slices,
  freshness: Freshness,
  overfitting: Overfitting,
  'adjusted-scores': AdjustedScores,
  flags: Flags,
  commitment: Commitment,
  'trust-boundaries': TrustBoundaries,
  terms: Terms,
};

export default function MethodsPage() {
  return (
    <Page>
      <PageHead
        title="Methods"
        lede="What each number means, by which formula, from which source, and what it does not prove."
      />
      <p className="mt-s3 max-w-[66ch] text-ink-2">
        To send a file you need none of it: there is a <Link href="/submit#quick-start">quick start</Link>,
        and answers to the <Link href="/submit#questions">usual questions</Link>.
      </p>
      <div className="mt-s6 grid grid-cols-[224px_minmax(0,1fr)] items-start gap-x-64 max-wide:grid-cols-[minmax(0,1fr)]">
        <MethodContents />
        <div className="*:first:mt-0 max-wide:*:first:mt-s6">
          <InShort />
          {sections.map(({ id, title, summary }) => {
            const Content = contents[id];
            return (
              <Section key={id} id={id} title={title}>
                <p className="mb-s4 max-w-[37em] font-serif text-lede text-pretty normal-nums">{summary}</p>
                <div className="prose max-w-none [&>:is(p,ul)]:max-w-[72ch]">
                  <Content />
                </div>
              </Section>
            );
          })}
          <p className="mt-s5 text-small text-ink-2">
            The same numbers for machines: <Link href="/docs/api">API</Link>.
          </p>
        </div>
      </div>
    </Page>
  );
}
