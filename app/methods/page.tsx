import type { Metadata } from 'next';
import Link from 'next/link';
import { Attacks } from './attacks';
import { BestOfK } from './best-of-k';
import { Commitment } from './commitment';
import { Exposure } from './exposure';
import { FeedbackPolicies } from './feedback-policies';
import { Flags } from './flags';
import { Freshness } from './freshness';
import { GuardedLadder } from './guarded-ladder';
import { Intervals } from './intervals';
import { Marks } from './marks';
import { MethodContents } from './method-contents';
import { MethodSection } from './method-section';
import { MetricTable } from './metric-table';
import { NotYet } from './not-yet';
import { Parts } from './parts';
import { Ranks } from './ranks';
import { type SectionId, sections } from './sections';
import { Terms } from './terms';
import { Walls } from './walls';

export const metadata: Metadata = {
  title: 'Methods',
  description:
    'What each number of Tidemark means, by which formula and from which source, and what it does not prove.',
};

const contents: Readonly<Record<SectionId, React.ComponentType>> = {
  parts: Parts,
  feedback: FeedbackPolicies,
  'guarded-ladder': GuardedLadder,
  attacks: Attacks,
  exposure: Exposure,
  metrics: MetricTable,
  intervals: Intervals,
  ranks: Ranks,
  'best-of-k': BestOfK,
  freshness: Freshness,
  marks: Marks,
  flags: Flags,
  commitment: Commitment,
  walls: Walls,
  terms: Terms,
  'not-yet': NotYet,
};

export default function MethodsPage() {
  return (
    <>
      <div className="page-head">
        <h1>Methods</h1>
        <p className="lede">
          What each number means, by which formula, from which source, and what it does not prove.
        </p>
      </div>
      <MethodContents />
      {sections.map(({ id }) => {
        const Content = contents[id];
        return (
          <MethodSection key={id} id={id}>
            <Content />
          </MethodSection>
        );
      })}
      <p className="small muted method-end">
        The same numbers for machines: <Link href="/docs/api">API</Link>.
      </p>
    </>
  );
}
