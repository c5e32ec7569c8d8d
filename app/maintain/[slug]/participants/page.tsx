import type { Metadata } from 'next';
import Link from 'next/link';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { makeMaintainLoader } from '@/app/_load/loaders';
import { buttonClasses } from '@/app/_ui/controls/button';
import { DownloadGlyph } from '@/app/_ui/glyphs/glyphs';
import { IsoInstant } from '@/app/_ui/instant';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Section } from '@/app/_ui/page/section';
import { CellNote, type Column, DataTable, None } from '@/app/_ui/table/data-table';
import type { FlagView } from '@/lib/contracts/moderation';
import { formatPerson, formatRefusals, type ParticipantView } from '@/lib/contracts/participants';
import type { SubmissionView } from '@/lib/contracts/submission';
import { formatScore } from '@/lib/core/metrics/format-score';
import { findParticipantsPage } from '@/services/page/find-maintained-pages';
import { listPairs } from './list-pairs';

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ round?: string | string[] }> };

const load = makeMaintainLoader('/participants', findParticipantsPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, maintained } = await load((await params).slug);
  return titleMaintainPage(maintained && 'Participants', title);
}

export default async function ParticipantsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { title, maintained } = await load(slug);
  if (!maintained) return <NotAMaintainer slug={slug} title={title} />;
  const { participants, submissions, flags } = maintained;
  const titles = new Map(participants.map((one) => [one.round, one.round_title]));
  const rounds = [...titles];
  const { round: asked } = await searchParams;
  const round = rounds.find(([number]) => String(number) === asked)?.[0] ?? rounds[0]?.[0];
  return (
    <MaintainPage
      benchmark={{ slug, title }}
      current="participants"
      title="Participants"
      lede="Teams, submissions and refused files of each round. While a round is open, feedback, codes and files are their teams’ alone."
    >
      <Section
        title="Teams"
        aside={<CsvLink href={`/api/v1/benchmarks/${slug}/participants?format=csv`} what="all rounds" />}
      >
        {rounds.length > 1 && (
          <p className="mb-s4 flex flex-wrap gap-s3 text-small">
            {rounds.map(([number, name]) =>
              number === round ? (
                <b key={number} className="font-semibold" aria-current="true">
                  <bdi>{name}</bdi>
                </b>
              ) : (
                <Link key={number} href={`/maintain/${slug}/participants?round=${number}`}>
                  <bdi>{name}</bdi>
                </Link>
              ),
            )}
          </p>
        )}
        {participants.length === 0 ? (
          <p className="text-ink-2">No team has submitted yet.</p>
        ) : (
          <DataTable
            look="records"
            testId="participants"
            caption="Participants of a round"
            columns={participantColumns}
            rows={participants.filter((one) => one.round === round)}
            keyOf={({ team }) => team}
          />
        )}
      </Section>
      <PairsSection slug={slug} flags={flags} titles={titles} />
      <Section
        title="Newest submissions"
        aside={
          <CsvLink
            href={`/api/v1/benchmarks/${slug}/submissions?format=csv&limit=200`}
            what="the newest 200"
          />
        }
      >
        {submissions.length === 0 ? (
          <p className="text-ink-2">None yet.</p>
        ) : (
          <DataTable
            look="records"
            caption="The newest submissions"
            columns={listSubmissionColumns(titles)}
            rows={submissions}
            keyOf={({ id }) => id}
          />
        )}
      </Section>
    </MaintainPage>
  );
}

const CsvLink = ({ href, what }: { href: string; what: string }) => (
  <a href={href} download className={buttonClasses('plain')}>
    <DownloadGlyph />
    CSV, {what}
  </a>
);

const participantColumns: readonly Column<ParticipantView>[] = [
  {
    title: 'Team',
    isRowHeader: true,
    value: ({ team, team_name, own_name, members, people, host }) => (
      <>
        <Link href={`/teams/${team}`}>
          <bdi>{team_name}</bdi>
        </Link>
        {own_name !== null && (
          <CellNote>
            a pseudonym of <bdi className="wrap-anywhere">{own_name}</bdi>, not public
          </CellNote>
        )}
        <CellNote>
          {members === 1 ? '1 person' : `${members} people`}
          {host && ' · host entry, not ranked'}
        </CellNote>
        {people.map((person) => (
          <CellNote key={person.email}>
            <bdi className="wrap-anywhere">{formatPerson(person)}</bdi>
          </CellNote>
        ))}
      </>
    ),
  },
  {
    title: 'Submissions',
    value: ({ submissions, slots_used, slots }) => (
      <>
        {slots_used} of {slots ?? '–'}
        <CellNote>{describeStates(submissions)}</CellNote>
      </>
    ),
  },
  {
    title: 'Refused',
    value: ({ submissions: { rejected }, refusals }) =>
      rejected === 0 ? (
        <None />
      ) : (
        <>
          {rejected === 1 ? '1 file' : `${rejected} files`}
          <CellNote>{formatRefusals(refusals)}</CellNote>
        </>
      ),
  },
  {
    title: 'Official score',
    value: ({ official }) =>
      official ? (
        <>
          {formatScore(official.metric, official.score)}
          <CellNote>
            {official.rank === null
              ? 'not ranked'
              : `rank ${official.rank_lower ?? official.rank}–${official.rank_upper ?? official.rank}`}
            , <bdi>{official.model}</bdi>
          </CellNote>
        </>
      ) : (
        <None />
      ),
  },
  {
    title: 'Last submission',
    value: ({ last_submission_at: at }) => (at ? <IsoInstant at={at} /> : <None />),
  },
];

/** `2 scored, 1 waiting`: submissions that use a slot, by state. */
const describeStates = ({ scored, unfinished, failed, withdrawn }: ParticipantView['submissions']): string =>
  [
    scored > 0 && `${scored} scored`,
    unfinished > 0 && `${unfinished} waiting`,
    failed > 0 && `${failed} failed`,
    withdrawn > 0 && `${withdrawn} withdrawn`,
  ]
    .filter(Boolean)
    .join(', ');

const listSubmissionColumns = (titles: ReadonlyMap<number, string>): readonly Column<SubmissionView>[] => [
  {
    title: 'Model',
    isRowHeader: true,
    value: ({ links, model, version, team }) => (
      <>
        <Link href={links.page}>
          <bdi>{model}</bdi>
        </Link>
        <CellNote>
          version {version}, <bdi>{team}</bdi>
        </CellNote>
      </>
    ),
  },
  { title: 'Round', value: ({ round }) => titles.get(round) ?? round },
  {
    title: 'State',
    value: ({ state, automatic, withdrawn, code }) => (
      <>
        {withdrawn ? 'withdrawn' : state}
        {automatic && ', automatic'}
        {code && (
          <CellNote>
            <code>{code}</code>
          </CellNote>
        )}
      </>
    ),
  },
  { title: 'Received', value: ({ received_at }) => <IsoInstant at={received_at} /> },
];

type PairsSectionProps = {
  slug: string;
  flags: readonly FlagView[];
  titles: ReadonlyMap<number, string>;
};

/** Every two teams that a flag names together. */
function PairsSection({ slug, flags, titles }: PairsSectionProps) {
  const pairs = listPairs(flags);
  return (
    <Section title="Flagged pairs of teams" aside={<Link href={`/maintain/${slug}/flags`}>all flags</Link>}>
      {pairs.length === 0 ? (
        <p className="text-ink-2">No flag names two teams.</p>
      ) : (
        <DataTable
          look="records"
          caption="Flagged pairs of teams"
          rows={pairs}
          keyOf={({ key }) => key}
          columns={[
            {
              title: 'Teams',
              isRowHeader: true,
              value: ({ teams: [first, second] }) => (
                <>
                  <bdi>{first}</bdi> and <bdi>{second}</bdi>
                </>
              ),
            },
            { title: 'Round', value: ({ round }) => titles.get(round) ?? round },
            { title: 'Finding', value: ({ finding }) => finding },
            { title: 'Judged', value: ({ isJudged }) => (isJudged ? 'yes' : 'waits') },
          ]}
        />
      )}
    </Section>
  );
}
