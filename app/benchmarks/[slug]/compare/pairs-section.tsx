import Link from 'next/link';
import { Fragment } from 'react';
import { Section } from '@/app/_ui/page/section';
import { pairTestTitles } from '@/app/_ui/ranking/describe-ranking';
import type { ComparedModelsView } from '@/lib/contracts/compared-models';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { addressOfComparison } from './model-cards';
import { PairsTable } from './pairs-table';

/** The paired differences between the models, how to read them, and their limitations. */
export function PairsSection({ compared }: { compared: ComparedModelsView }) {
  const { metric, direction, rounds } = compared;
  const hasPairs = rounds.some(({ pairs }) => pairs !== null && pairs.length > 0);
  return (
    <Section
      title="Paired differences"
      aside={`${formatMetric(metric)}, first less second, on the same items; ${direction} is better`}
    >
      {hasPairs ? <PairsTable compared={compared} /> : <NoPairs compared={compared} />}
      <CorrectedNote compared={compared} />
      <MissingNote compared={compared} />
      {hasPairs && <ReadingNotes compared={compared} />}
      <Downloads compared={compared} />
    </Section>
  );
}

function NoPairs({ compared: { rounds } }: { compared: ComparedModelsView }) {
  return (
    <p className="border-y border-dashed border-rule-2 py-s5">
      {rounds.length === 0
        ? 'No closed round ranks two of these models.'
        : 'No round that ranks two of these models has a paired comparison.'}
    </p>
  );
}

/** Explains which table rows use an erratum's corrected labels, with a link to each erratum. */
function CorrectedNote({ compared: { benchmark, rounds } }: { compared: ComparedModelsView }) {
  const corrected = rounds.filter(({ after_erratum: corrected }) => corrected?.pairs);
  if (corrected.length === 0) return null;
  return (
    <p className="mt-s3 max-w-[66ch] text-small text-ink-2">
      Rows with an erratum are by its corrected labels, all others by the labels that were sealed. The
      corrections:{' '}
      {corrected.map(({ round, title }, i) => (
        <Fragment key={round}>
          {i > 0 && ', '}
          <Link href={`/benchmarks/${benchmark}/rounds/${round}/errata`}>{title}</Link>
        </Fragment>
      ))}
    </p>
  );
}

/** Names the rounds without paired differences, with the reason. */
function MissingNote({ compared: { rounds, older_rounds: older } }: { compared: ComparedModelsView }) {
  const without = rounds.flatMap(({ title, pairs, after_erratum: corrected }) => [
    ...(pairs === null ? [title] : []),
    ...(corrected?.pairs === null ? [`${title} with erratum ${corrected.erratum}`] : []),
  ]);
  if (without.length === 0 && older === 0) return null;
  return (
    <p className="mt-s3 max-w-[66ch] text-small text-ink-2">
      {without.length > 0 &&
        `No paired differences of ${without.join(', ')}: a ranking stores only those of its first 2,000 rows. `}
      {older > 0 && `${older} older ${older === 1 ? 'round is' : 'rounds are'} not shown.`}
    </p>
  );
}

function ReadingNotes({ compared: { rounds } }: { compared: ComparedModelsView }) {
  const newest = rounds.find(({ pairs }) => pairs !== null)!;
  return (
    <div className="mt-s4 grid grid-cols-3 gap-x-s6 gap-y-s4 text-data/[1.5] text-ink-2 max-wide:grid-cols-1">
      <Note title="How to read it">
        A filled mark is a significant difference, an open one isn’t. Blue is the newest round, grey are older
        ones. Lines are 95 % intervals.
      </Note>
      <Note title="Which tests">
        {newest.test === null ? 'Paired tests' : capitalise(pairTestTitles[newest.test])}, as in the ranking.
        In {newest.title} they are corrected for all {newest.pair_count.toLocaleString('en')} pairs of its
        models by Holm’s procedure. An interval is for its pair alone, so it may exclude 0 although the
        corrected test isn’t significant. There is no interval if too few items differ.
      </Note>
      <Note title="What it does not prove">
        Without a significant difference two models may still differ: the round may have too few items. A
        difference belongs to one round’s items; other items may show another one.
      </Note>
    </div>
  );
}

const capitalise = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function Note({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="font-sans text-data font-semibold font-stretch-normal text-ink normal-nums">{title}</h3>
      <p>{children}</p>
    </div>
  );
}

function Downloads({ compared: { benchmark, models } }: { compared: ComparedModelsView }) {
  const call = `/api/v1${addressOfComparison(
    benchmark,
    models.map(({ model_slug }) => model_slug),
  )}`;
  return (
    <p className="mt-s4 text-small">
      Download <a href={`${call}&format=csv`}>CSV</a>&ensp;<a href={call}>JSON</a>
    </p>
  );
}
