import type { Metadata } from 'next';
import { cache } from 'react';
import { describePage } from '@/app/_load/describe-page';
import { requireFound } from '@/app/_load/require-found';
import { ButtonLink } from '@/app/_ui/controls/button';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { Fact, Facts } from '@/app/_ui/words/descriptions';
import { type TeamPage as FoundTeam, findTeamPage } from '@/services/page/find-team-page';
import { TeamModelsTable } from './team-models-table';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ team: string }>; searchParams: Promise<{ page?: string | string[] }> };

const load = cache(async (slug: string, page: number) => requireFound(await findTeamPage(slug, page)));

/** The first one where the address asks for none that there could be. */
const pageOf = async ({ searchParams }: Props): Promise<number> => {
  const asked = [(await searchParams).page ?? ''].flat()[0]!;
  return /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const team = await load((await props.params).team, await pageOf(props));
  return describePage({
    path: `/teams/${team.slug}`,
    title: `${team.name}, team`,
    description: `The models of ${team.name} and their newest scores, as published rankings have them.`,
  });
}

export default async function TeamPage(props: Props) {
  const team = await load((await props.params).team, await pageOf(props));
  const { name, models, modelCount, benchmarkCount, roundCount } = team;
  return (
    <Page>
      <PageHead
        crumbs={{ above: [{ href: '/benchmarks', title: 'Benchmarks' }], here: 'teams' }}
        title={<span className="wrap-anywhere">{name}</span>}
        lede="Its models, as the published rankings have them."
      />
      <Facts>
        <Fact term="Models">{modelCount.toLocaleString('en')}</Fact>
        <Fact term="Benchmarks">{benchmarkCount}</Fact>
        <Fact term="Rounds">{roundCount}</Fact>
        <Fact term="Members">not public</Fact>
      </Facts>
      <Section title="Models" aside="newest official ranking; scores with 95 % intervals">
        <TeamModelsTable models={models} />
        <TeamPages team={team} />
      </Section>
    </Page>
  );
}

/** Which of a team's many models the page shows, and the ways on. */
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
