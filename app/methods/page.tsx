import type { Metadata } from 'next';
import Link from 'next/link';
import { Attacks } from '../_ui/methods/attacks';
import { BestOfK } from '../_ui/methods/best-of-k';
import { Commitment } from '../_ui/methods/commitment';
import { Exposure } from '../_ui/methods/exposure';
import { FeedbackPolicies } from '../_ui/methods/feedback-policies';
import { Flags } from '../_ui/methods/flags';
import { Freshness } from '../_ui/methods/freshness';
import { GuardedLadder } from '../_ui/methods/guarded-ladder';
import { Intervals } from '../_ui/methods/intervals';
import { Marks } from '../_ui/methods/marks';
import { MethodContents } from '../_ui/methods/method-contents';
import { MethodSection } from '../_ui/methods/method-section';
import { MetricTable } from '../_ui/methods/metric-table';
import { NotYet } from '../_ui/methods/not-yet';
import { Parts } from '../_ui/methods/parts';
import { Ranks } from '../_ui/methods/ranks';
import { type SectionId, sections } from '../_ui/methods/sections';
import { Terms } from '../_ui/methods/terms';
import { Walls } from '../_ui/methods/walls';

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
