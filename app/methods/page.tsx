import type { Metadata } from 'next';
import Link from 'next/link';
import { metrics } from '@/lib/core/metrics/metrics';
import { defineWord } from '@/services/publication/find-document';
import { Page, PageHead } from '../_ui/page/page';
import { Section } from '../_ui/page/section';
import { Derivation, Formula, NotProved } from './derivation';
import { Exposure } from './exposure';
import { Flags, Freshness, Overfitting } from './freshness';
import { FeedbackPolicies, GuardedLadder, Power } from './guarded-ladder';
import { InShort } from './in-short';
import { AdjustedScores, Intervals, Ranks } from './intervals';
import { findHillClimbingGain, LossFigure, repetitions } from './loss-figure';
import { Renewal } from './renewal';
import { type SectionId, sections } from './sections';

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
  splits: Splits,
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
  renewal: Renewal,
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
        You need none of this to submit a file: see the <Link href="/submit#quick-start">quick start</Link>,
        and the <Link href="/submit#questions">usual questions</Link>.
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

function Slices() {
  return (
    <>
      <p>
        A host may name up to three columns of up to 50 values, such as region or time of day. They are sealed
        with the labels and are no inputs. After the official ranking each model gets a score and interval in
        each slice of the final split. Two models are compared by the ranking’s test, with Holm’s correction
        over the slices shown.
      </p>
      <p>
        Values under 30 final items become “other”. A slice under 30 items, or under 10 of a class, has no
        score. Neither has a slice within another published set if too few items remain outside of it: the two
        scores together would reveal single labels. A column that follows the label (Cramér’s V above .5)
        waits for the reveal.
      </p>
    </>
  );
}

function Splits() {
  return (
    <>
      <p>
        While the round is open, feedback is about items of the <b>feedback split</b> only. The official
        ranking uses the <b>final split</b>, once, at the close. Each round has new items, so its ranking
        starts from nothing that was learned before.
      </p>
      <Derivation title="How the splits are drawn">
        <p>
          Items are sorted by the HMAC-SHA256 of their id under the round secret. The first ones are the
          feedback split, as many as the benchmark’s share says. The draw looks at nothing else in the items,
          and can’t be changed after the sealing.
        </p>
      </Derivation>
    </>
  );
}

/** A table of the trust boundaries that keep labels hidden, and what enforces each. */
function TrustBoundaries() {
  return (
    <ul>
      <li>
        <b>Two processes.</b> The web server encrypts an uploaded test set to the scorer’s public key (age,
        X25519) as it arrives, and can’t open what it stores.
      </li>
      <li>
        <b>Two database roles.</b> Outcomes of single items are in a schema that the web server’s role may not
        read.
      </li>
      <li>
        <b>One disclosure boundary.</b> One module composes all that may be published, and types refuse
        everything else. A published snapshot never changes.
      </li>
      <li>
        <b>Imports.</b> A test fails if a page reaches the hidden schema or the scorer’s key.
      </li>
    </ul>
  );
}

/** The table of contents, which on wide windows stays beside the text, otherwise is above it. */
function MethodContents() {
  return (
    <nav
      aria-label="Sections of this page"
      className="sticky top-s4 max-h-[calc(100vh-2rem)] overflow-y-auto border-t-line border-ink pt-s3 max-wide:static max-wide:max-h-none print:hidden"
    >
      <ol className="list-none pl-0 text-small/[1.35] max-wide:columns-[3_13rem] max-wide:gap-x-s6">
        {sections.map(({ id, title }) => (
          <li key={id} className="break-inside-avoid">
            <a
              href={`#${id}`}
              className="block border-l border-rule-2 py-4 pl-12 text-ink-2 no-underline hover:border-ink hover:text-ink"
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Commitment() {
  return (
    <>
      <p>
        A change of an item, a label or a split after the sealing is detected. At the reveal, items and round
        secret become public. A browser, or <code>npm run verify</code>, then computes hash, splits, final
        scores, ranking and errata again, and compares every file of the archive. One item can be disputed
        alone.
      </p>
      <Derivation>
        <p>
          The hash is the root of the Merkle tree of RFC 6962 over the items, sorted by id; text in NFC, JSON
          by RFC 8785 (<Link href="/docs/commitment">specification</Link>).
        </p>
        <Formula>leafᵢ = SHA-256(0x00 ‖ nonceᵢ ‖ item with id, input, label, split)</Formula>
        <Formula>node = SHA-256(0x01 ‖ left ‖ right), nonceᵢ = HMAC-SHA256(round secret, idᵢ)</Formula>
        <p>Without the nonces a leaf could be guessed, since labels have little entropy.</p>
      </Derivation>
      <NotProved>That labels are right, that items were new, or that they were unseen before.</NotProved>
    </>
  );
}

const words = [
  'linked teams',
  'current best',
  'evidence',
  'automatic evaluation',
  'anchor model',
  'reveal',
  'round secret',
];

function Terms() {
  return (
    <>
      <dl className="max-w-860 text-data">
        {words.map((word) => (
          <div key={word} className="grid grid-cols-[190px_1fr] max-phone:grid-cols-[128px_1fr]">
            <dt className="pb-7 text-ink-3">{word}</dt>
            <dd className="pb-7">{defineWord(word)}</dd>
          </div>
        ))}
      </dl>
      <p>
        All words are in the <Link href="/docs/glossary">glossary</Link>.
      </p>
    </>
  );
}

function Attacks() {
  return (
    <>
      <p>
        The labels are coin tosses, so every gain is overfitting. Attacks run through the code that gives
        feedback, {repetitions} times each (<code>npm run bench:attacks</code>). All tables are in{' '}
        <Link href="/docs/attacks">attacks</Link>.
      </p>
      <p>
        <b>The paper’s attack</b> (Blum &amp; Hardt 2015, section 4): submit random files. Keep those reported
        as no worse than ½, or by a ladder as improved. Submit their majority vote.
      </p>
      <LossFigure />
      <p>
        <b>Hill-climbing</b>: flip a random block of the best file, and keep what is reported as better. With
        1,000 items and 700 files, exact scores gain {findHillClimbingGain('exact').toFixed(1)} standard
        errors of an accuracy of ½, a ladder at one standard error{' '}
        {findHillClimbingGain('ladder-1se').toFixed(1)}, the guarded ladder{' '}
        {findHillClimbingGain('guarded').toFixed(1)}.
      </p>
      <p>
        <b>With a real model</b> attackers mix its knowledge with coin tosses, vote, or pass files between
        teams. Exposure allows an average gain; two designs gained more: 1.33 ± 0.05 standard errors where
        1.22 is allowed, and 1.63 ± 0.07 where 1.45 is. On final items none gained.
      </p>
      <NotProved>That no cleverer attack gains more.</NotProved>
    </>
  );
}
