import Link from 'next/link';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { RoundGlyph } from '@/app/_ui/glyphs/round-glyph';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import type { OpenRound, QuickStartPage } from '@/services/page/find-quick-start-page';

type Props = NonNullable<QuickStartPage['participant']>;

/** The rounds that take submissions now, as which team and with how many left; for a newcomer the next steps too. */
export function OpenRounds({ teamName, isInSeveralTeams, isNewcomer, open }: Props) {
  return (
    <Section title="Open rounds" aside={<Link href="/submissions">Your submissions</Link>}>
      <p className="mb-s4 max-w-[37em]" data-testid="team">
        You submit as <b className="font-semibold">{teamName}</b>
        {isInSeveralTeams ? ', or as another of your teams: each round’s form asks.' : '.'}
      </p>
      {isNewcomer && open.length > 0 && <FirstSteps />}
      {open.length === 0 ? (
        <p className="text-ink-2">No round is open. Each benchmark shows the date of its next round.</p>
      ) : (
        <ul data-testid="open-rounds">
          {open.map((round) => (
            <OpenRoundRow key={round.slug} round={round} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function FirstSteps() {
  return (
    <ol className="mb-s5 max-w-[37em] list-decimal pl-s4" data-testid="first-steps">
      <li>Choose a round below and download its inputs.</li>
      <li>
        Predict each item with your model. The form shows what a file looks like, and checks yours for free.
      </li>
      <li>
        Submit the file. It is scored within minutes, and ranked when the round closes. By commands:{' '}
        <Link href="#quick-start">quick start</Link>.
      </li>
    </ol>
  );
}

function OpenRoundRow({ round }: { round: OpenRound }) {
  const { slug, title, roundTitle, closesAt, quotaPerRound, usedCount } = round;
  const left = Math.max(0, quotaPerRound - usedCount);
  return (
    <li className="grid grid-cols-[16px_1fr_auto] items-center gap-s3 border-t border-rule py-10 first:border-t-0 first:pt-0">
      <span className="flex text-over">
        <RoundGlyph state="open" />
      </span>
      <span>
        <Link href={`/benchmarks/${slug}`}>
          <bdi className="font-semibold">{title}</bdi>
        </Link>
        , <bdi>{roundTitle}</bdi>
        <span className="block text-small text-ink-2">
          {left} of {quotaPerRound} submissions left
          {closesAt && (
            <>
              {' · '}closes <Instant at={closesAt.toISOString()} />
            </>
          )}
        </span>
      </span>
      <ButtonLink href={`/benchmarks/${slug}/submit`}>Submit</ButtonLink>
    </li>
  );
}
