import type { Metadata } from 'next';
import Link from 'next/link';
import { permanentRedirect } from 'next/navigation';
import { cache } from 'react';
import { describePage } from '@/app/_load/describe-page';
import { requireFound } from '@/app/_load/require';
import { ButtonLink } from '@/app/_ui/controls/button';
import { FreshnessBadge } from '@/app/_ui/freshness/freshness-badge';
import { Instant } from '@/app/_ui/instant';
import { describeTable, EntryEvidence, RankInRound, ScoreInRound } from '@/app/_ui/model/rank-in-round';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { formatEntryScore } from '@/app/_ui/ranking/entry-score';
import { CellNote, DataTable, None } from '@/app/_ui/table/data-table';
import { Fact, Facts } from '@/app/_ui/words/descriptions';
import { slugSchema } from '@/lib/contracts/benchmark';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { findActor } from '@/services/access/page-request';
import {
  type TeamPage as FoundTeam,
  findTeamPage,
  type TeamEntry,
  type TeamModel,
} from '@/services/page/find-team-page';
import { MergeSection } from './merge-section';
import { OpenRoundsSection } from './open-rounds-section';
import { OwnSections } from './own-sections';
import { PseudonymSection } from './pseudonym-section';

const load = cache(async (slug: string, page: number) =>
  requireFound(await findTeamPage(slug, page, await findActor())),
);

/** Page 1 unless the address names a valid page number. */
const pageOf = async ({ searchParams }: PageProps<'/teams/[team]'>): Promise<number> => {
  const text = [(await searchParams).page ?? ''].flat()[0]!;
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1;
};

/** The benchmark's address that the submit page's link names. */
async function askedBenchmarkOf({ searchParams }: PageProps<'/teams/[team]'>): Promise<string | null> {
  const parsed = slugSchema.safeParse((await searchParams).benchmark);
  return parsed.success ? parsed.data : null;
}

export async function generateMetadata(props: PageProps<'/teams/[team]'>): Promise<Metadata> {
  const team = await load((await props.params).team, await pageOf(props));
  return describePage({
    path: `/teams/${team.slug}`,
    title: `${team.name}, team`,
    description: `The models of ${team.name} and their newest scores, as published rankings have them.`,
  });
}

export default async function TeamPage(props: PageProps<'/teams/[team]'>) {
  const asked = (await props.params).team;
  const team = await load(asked, await pageOf(props));
  if (team.slug !== asked) permanentRedirect(`/teams/${team.slug}`);
  const { name, models, modelCount, benchmarkCount, roundCount, own } = team;
  return (
    <Page>
      <PageHead
        crumbs={{ above: [{ href: '/benchmarks', title: 'Benchmarks' }], here: 'teams' }}
        title={<span className="wrap-anywhere">{name}</span>}
        lede={<Lede team={team} />}
      />
      <Facts>
        <Fact term="Models">{modelCount.toLocaleString('en')}</Fact>
        <Fact term="Benchmarks">{benchmarkCount}</Fact>
        <Fact term="Rounds">{roundCount}</Fact>
        {team.pseudonymUntil === null && (
          <Fact term="Members">
            <NamedMembers team={team} />
          </Fact>
        )}
      </Facts>
      {own && (
        <OwnSections own={own}>
          <OpenRoundsSection team={team.slug} rounds={own.openRounds} />
        </OwnSections>
      )}
      {own && (
        <PseudonymSection
          team={team.slug}
          isCaptain={own.your_role === 'captain'}
          pseudonyms={own.pseudonyms}
          benchmarks={own.forPseudonym}
          asked={await askedBenchmarkOf(props)}
        />
      )}
      {own && (
        <MergeSection
          team={team.slug}
          isCaptain={own.your_role === 'captain'}
          merges={own.merges}
          benchmarks={own.benchmarks}
        />
      )}
      {models.length > 0 && (
        <Section title="Models" aside="newest official ranking; scores with 95 % intervals">
          <TeamModelsTable models={models} />
          <TeamPages team={team} />
        </Section>
      )}
    </Page>
  );
}

function Lede({ team: { description, formerNames, pseudonymUntil } }: { team: FoundTeam }) {
  if (pseudonymUntil !== null)
    return (
      <>
        A pseudonym in this benchmark, until <Instant at={pseudonymUntil} precision="day" />. Then the team’s
        name is shown, and this address leads to it.
      </>
    );
  return (
    <>
      {description || 'Its models, as the published rankings have them.'}
      {formerNames.length > 0 && (
        <>
          {' '}
          Formerly{' '}
          {formerNames.map(({ name, endedAt }, i) => (
            <span key={endedAt.toISOString()}>
              {i > 0 && '; '}
              <i className="wrap-anywhere">{name}</i>, until{' '}
              <Instant at={endedAt.toISOString()} precision="day" />
            </span>
          ))}
          .
        </>
      )}
    </>
  );
}

/** The members who agreed to be named, with what each shows, and the number of all. */
function NamedMembers({ team: { memberCount, namedMembers } }: { team: FoundTeam }) {
  if (namedMembers.length === 0) return `${format(memberCount)}, not named`;
  return (
    <>
      {namedMembers.map(({ name, affiliation, orcid, link }) => (
        <span key={`${name} ${orcid}`} className="block wrap-anywhere">
          {link ? (
            <a href={link} rel="nofollow ugc noopener">
              {name}
            </a>
          ) : (
            name
          )}
          {affiliation && `, ${affiliation}`}
          {orcid && (
            <>
              , <a href={`https://orcid.org/${orcid}`}>ORCID</a>
            </>
          )}
        </span>
      ))}
      {memberCount > namedMembers.length && `and ${format(memberCount - namedMembers.length)} not named`}
    </>
  );
}

/** The range of shown models, with links to the other pages. */
function TeamPages({
  team: { slug, models, modelCount, offset, page, pageCount },
}: {
  team: Pick<FoundTeam, 'slug' | 'models' | 'modelCount' | 'offset' | 'page' | 'pageCount'>;
}) {
  if (pageCount < 2) return null;
  const addressOf = (to: number) => (to === 1 ? `/teams/${slug}` : `/teams/${slug}?page=${to}`);
  return (
    <nav
      aria-label="Pages of models"
      className="mt-s3 flex flex-wrap items-center gap-x-s4 gap-y-s2 text-small"
    >
      <span className="mr-auto">
        {format(offset + 1)}–{format(offset + models.length)} of {format(modelCount)}
      </span>
      {page > 1 && (
        <ButtonLink prefetch={false} href={addressOf(page - 1)} rel="prev">
          Previous
        </ButtonLink>
      )}
      {page < pageCount && (
        <ButtonLink prefetch={false} href={addressOf(page + 1)} rel="next">
          Next
        </ButtonLink>
      )}
    </nav>
  );
}

const format = (count: number): string => count.toLocaleString('en');

/** A team's models: the newest official ranking of each, and its reported score in an open round. */
function TeamModelsTable({ models }: { models: readonly TeamModel[] }) {
  return (
    <DataTable
      look="records"
      testId="team-models"
      rows={models}
      keyOf={({ benchmark, ...model }) => `${benchmark.slug}/${newestOf(model).entry.model_slug}`}
      columns={[
        { title: 'Model', isRowHeader: true, value: (model) => <ModelName model={model} /> },
        { title: 'Round', value: ({ benchmark, official }) => <RoundName {...{ benchmark, official }} /> },
        {
          title: 'Rank',
          cell: 'whitespace-nowrap',
          value: ({ official }) => (official ? <RankInRound inRound={official} /> : <None />),
        },
        {
          title: 'Score',
          align: 'end',
          value: ({ benchmark: { direction }, official }) =>
            official ? (
              <>
                <ScoreInRound inRound={official} metric={official.metric} />
                <CellNote>
                  {formatMetric(official.metric)}, {direction} is better
                </CellNote>
              </>
            ) : (
              <None />
            ),
        },
        {
          title: 'Model frozen',
          value: ({ official }) => (official ? <EntryEvidence entry={official.entry} /> : <None />),
        },
        { title: 'In progress', value: ({ open }) => (open ? <Reported open={open} /> : <None />) },
        {
          title: 'Freshness',
          heading: 'Freshness of the benchmark',
          value: ({ benchmark }) => <FreshnessBadge freshness={benchmark.freshness} />,
        },
      ]}
    />
  );
}

/** At least one of the two rows is present, since models without a row aren't listed. */
const newestOf = ({ official, open }: Pick<TeamModel, 'official' | 'open'>): TeamEntry => (official ?? open)!;

function ModelName({ model: { benchmark, ...model } }: { model: TeamModel }) {
  const { entry } = newestOf(model);
  return (
    <>
      <Link href={`/benchmarks/${benchmark.slug}/models/${entry.model_slug}`} prefetch={false}>
        {entry.model}
      </Link>
      <CellNote>
        <Link href={`/benchmarks/${benchmark.slug}`} prefetch={false}>
          {benchmark.title}
        </Link>
      </CellNote>
    </>
  );
}

function RoundName({ benchmark, official }: Pick<TeamModel, 'benchmark' | 'official'>) {
  if (!official) return <None />;
  return (
    <>
      <Link href={`/benchmarks/${benchmark.slug}/rounds/${official.round}`} prefetch={false}>
        {official.title}
      </Link>
      <CellNote>{describeTable(official)}</CellNote>
    </>
  );
}

function Reported({ open: { title, metric, entry, split, item_count } }: { open: TeamEntry }) {
  const { score, interval } = formatEntryScore(metric, entry);
  return (
    <>
      reported {score}
      {interval && ` (${interval})`}
      <CellNote>
        {title}, {item_count.toLocaleString('en')} items of the {split} split
      </CellNote>
    </>
  );
}
