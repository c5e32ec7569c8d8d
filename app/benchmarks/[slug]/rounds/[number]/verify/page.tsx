import type { Metadata } from 'next';
import { makeRoundLoader } from '@/app/_load/loaders';
import { describeCadence } from '@/app/_ui/benchmark/describe-rules';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { Instant } from '@/app/_ui/instant';
import { listRoundCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { RoundFacts } from '@/lib/contracts/round';
import { metricByName } from '@/lib/core/metrics/metric-name';
import type { Commitment } from '@/lib/core/round/round';
import { findVerifyPage } from '@/services/page/find-pages-of-round';
import { findOperator, findPublicUrl } from '@/services/publication/find-operator';
import { VerifyRound } from './verify-round';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = makeRoundLoader(findVerifyPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `Verify ${round.title}, ${benchmark.title}` };
}

export default async function VerifyPage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, commitment } = await load(slug, number);
  const isRevealed = round.state === 'revealed';
  return (
    <Page width="form">
      <PageHead
        crumbs={{ above: listRoundCrumbs(slug, benchmark.title, round.number), here: 'verify' }}
        title={<>Verify {round.title}</>}
        lede={
          isRevealed
            ? 'Your browser computes this round again, from the items to the ranking, and compares the result with the commitment that was published before the round opened.'
            : 'The commitment fixes the hidden test set before the round opens, so that nobody can change it unnoticed.'
        }
      />
      {isRevealed ? (
        <Section
          kind="step"
          title="In this browser"
          aside={<>{round.item_count?.toLocaleString('en')} items, in a thread of its own</>}
        >
          <noscript>
            <Callout tone="note">
              This needs JavaScript, since the point is that your own computer does it. Without it, run the
              command at the end of this page.
            </Callout>
          </noscript>
          <VerifyRound round={{ slug, number: round.number, pinned: commitment }} />
        </Section>
      ) : (
        <VerifyLater round={round} revealsAfterRounds={benchmark.reveals_after_rounds} />
      )}
      <Section kind="step" title="Commitment">
        <CommitmentFacts commitment={commitment} />
        <p className="mt-s4 text-small text-ink-2">
          Fixed by the root: id, input, label, split and slices of each item. Everything else in{' '}
          <code>archive.json</code>, such as groups, dates and names, is fixed by its SHA-256 alone, and every
          other file follows from <code>archive.json</code>. The root doesn’t prove that the labels are right,
          or that nobody saw them before:{' '}
          <a href="/docs/commitment">what it proves and what it doesn’t, in section 8</a>.
        </p>
      </Section>
      {isRevealed && (
        <VerifyByCommand
          roundUrl={`${findPublicUrl()}/benchmarks/${slug}/rounds/${round.number}`}
          archiveUrl={`${findPublicUrl()}/api/v1/benchmarks/${slug}/rounds/${round.number}/archive`}
          root={commitment.root}
          sha256={round.archive.find(({ name }) => name === 'archive.json')?.sha256 ?? ''}
        />
      )}
    </Page>
  );
}

/** Everything that the round's commitment fixed at the seal. */
function CommitmentFacts({ commitment }: { commitment: Commitment }) {
  const { root, item_count, feedback_count, final_count, metric, scorer_version, sealed_at, schedule } =
    commitment;
  return (
    <Descriptions>
      <Description term="Root">
        <code>{root}</code>
      </Description>
      <Description term="Items">
        {item_count.toLocaleString('en')}: {feedback_count.toLocaleString('en')} in the feedback split,{' '}
        {final_count.toLocaleString('en')} in the final split
      </Description>
      <Description term="Metric">
        {metricByName[metric].title}, by scorer version {scorer_version}
      </Description>
      <Description term="Sealed">
        <Instant at={sealed_at} local />
      </Description>
      <Description term="Schedule then">
        {describeCadence({ cadence: schedule.cadence, timeZone: schedule.time_zone })}
        {schedule.opens_at && (
          <>
            ; opens <Instant at={schedule.opens_at} />
          </>
        )}
        {schedule.closes_at && (
          <>
            ; closes <Instant at={schedule.closes_at} />
          </>
        )}
      </Description>
    </Descriptions>
  );
}

type VerifyByCommandProps = {
  roundUrl: string;
  archiveUrl: string;
  root: string;
  /** Hash of archive.json. */
  sha256: string;
};

/** Commands for the same verification: offline, and without JavaScript. */
function VerifyByCommand({ roundUrl, archiveUrl, root, sha256 }: VerifyByCommandProps) {
  const { sourceUrl } = findOperator();
  const command = `curl -o archive.zip ${archiveUrl}/files/archive.zip
npm run verify -- archive.zip --root ${root} --sha256 ${sha256}`;
  return (
    <Section kind="step" title="By command" aside="offline, by the same code">
      <CodeBlock>{command}</CodeBlock>
      <p className="my-s4 text-small text-ink-2">
        Run it in a copy of {sourceUrl === null ? 'Tidemark’s code' : <a href={sourceUrl}>the code</a>}. An
        archive contains no ranking; with the round’s address instead, the ranking is compared too.
      </p>
      <CodeBlock>{`npm run verify -- ${roundUrl}`}</CodeBlock>
      <p className="mt-s4 text-small text-ink-2">
        Exit code 0: every file was compared, and everything agrees. Exit code 1: something differs, and it is
        named. Exit code 2: something was not compared, and it is named, or the archive is unreadable. The
        hashed bytes are specified in <code>docs/commitment.md</code>, for verifiers in other languages.
      </p>
    </Section>
  );
}

type VerifyLaterProps = {
  round: RoundFacts;
  /** Number of later rounds that must close first; null if the maintainers decide. */
  revealsAfterRounds: number | null;
};

/** For a round whose labels are still hidden: what will be verifiable, and when. */
function VerifyLater({ round, revealsAfterRounds }: VerifyLaterProps) {
  const closesAt = round.closed_at ?? round.closes_at;
  return (
    <Section kind="step" title="What will be verifiable">
      <p className="mb-s4 max-w-[37em]">
        {round.state === 'invalidated' ? (
          'This round was invalidated, and an invalidated round is never revealed: its commitment stays in the public record.'
        ) : (
          <>
            The labels of this round are still hidden. {describeReveal(revealsAfterRounds)}{' '}
            {closesAt && (
              <>
                It {round.closed_at ? 'closed' : 'closes'} <Instant at={closesAt} local />.{' '}
              </>
            )}
            From its reveal on, this page computes it again in your browser. It shows that each item, its
            label and its split are those that were sealed, and that every final score follows from them.
          </>
        )}
      </p>
      <p className="mt-s3 max-w-[37em]">
        The root below fixes all of that already. Note it, or keep a submission’s receipt, which contains it:
        a changed archive can’t give the same root.
      </p>
    </Section>
  );
}

function describeReveal(laterRounds: number | null): string {
  if (laterRounds === null) return 'Its maintainers reveal it some time after its close.';
  if (laterRounds === 0) return 'It is revealed automatically with its official ranking.';
  return `It is revealed automatically once ${laterRounds === 1 ? 'the next round has' : `${laterRounds} later rounds have`} closed, or earlier by its maintainers.`;
}
