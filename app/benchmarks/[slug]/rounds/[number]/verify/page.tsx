import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require-found';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { describeCadence } from '@/app/_ui/describe-cadence';
import { Instant } from '@/app/_ui/instant';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { listRoundCrumbs } from '@/app/_ui/round/list-round-crumbs';
import { Callout } from '@/app/_ui/words/callout';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import { type RoundFacts, roundNumber } from '@/lib/contracts/round';
import { metricByName } from '@/lib/core/metrics/metric-name';
import type { Commitment } from '@/lib/core/round/round';
import { findVerifyPage } from '@/services/page/find-pages-of-round';
import { findOperator, findPublicUrl } from '@/services/publication/find-operator';
import { VerifyRound } from './verify-round';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = cache(async (slug: string, number: string) =>
  requireFound(await findVerifyPage(slug, roundNumber(number))),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, round } = await load(slug, number);
  return { title: `Verify ${round.title}, ${benchmark.title}` };
}

export default async function VerifyPage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, round, commitment } = await load(slug, number);
  const isRevealed = round.state === 'revealed';
  const zip = round.archive.find(({ name }) => name.endsWith('.zip'));
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
          Fixed by the root: id, input, label, split and slices of each item. Its group and date are not: only
          the archive’s SHA-256 covers those. It doesn’t prove that the labels are right, or that nobody saw
          them before: <a href="/docs/commitment">what it proves and what it doesn’t, in section 8</a>.
        </p>
      </Section>
      {isRevealed && (
        <VerifyByCommand
          roundUrl={`${findPublicUrl()}/benchmarks/${slug}/rounds/${round.number}`}
          archiveUrl={`${findPublicUrl()}/api/v1/benchmarks/${slug}/rounds/${round.number}/archive`}
          zipName={zip?.name ?? 'archive.zip'}
          root={commitment.root}
        />
      )}
    </Page>
  );
}

/** All that a round was committed to at its sealing. */
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

/** The same verification from a shell: offline, and for browsers without JavaScript. */
function VerifyByCommand({
  roundUrl,
  archiveUrl,
  zipName,
  root,
}: {
  roundUrl: string;
  archiveUrl: string;
  zipName: string;
  root: string;
}) {
  const { sourceUrl } = findOperator();
  const command = `curl -o archive.zip ${archiveUrl}/files/${zipName}
npm run verify -- archive.zip --root ${root}`;
  return (
    <Section kind="step" title="By command" aside="offline, by the same code">
      <CodeBlock>{command}</CodeBlock>
      <p className="my-s4 text-small text-ink-2">
        {sourceUrl !== null && (
          <>
            Run it in a copy of <a href={sourceUrl}>the code</a>.{' '}
          </>
        )}
        An archive holds no ranking: the address in its place compares that too.
      </p>
      <CodeBlock>{`npm run verify -- ${roundUrl}`}</CodeBlock>
      <p className="mt-s4 text-small text-ink-2">
        It says what it had nothing to compare with. Exit code 0: all that was compared agrees. Exit code 1:
        something does not, and is named. Exit code 2: it can’t be read, or not all of it was computed. The
        bytes that are hashed are specified in <code>docs/commitment.md</code>, for verifiers in other
        languages.
      </p>
    </Section>
  );
}

/** Of a round whose answers aren't out: what anybody will be able to compute again, and when. */
function VerifyLater({
  round,
  revealsAfterRounds,
}: {
  round: RoundFacts;
  /** How many later rounds have closed by then; null when its maintainers decide. */
  revealsAfterRounds: number | null;
}) {
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
        The root below fixes all of that already. Keep it, or a receipt of a submission, which has it too: an
        archive that was changed later can’t give it.
      </p>
    </Section>
  );
}

const describeReveal = (rounds: number | null): string =>
  rounds === null
    ? 'Its maintainers reveal it some time after its close.'
    : `It is revealed by itself once ${rounds === 1 ? 'the next round has' : `${rounds} later rounds have`} closed, or earlier by its maintainers.`;
