import type { Metadata } from 'next';
import { cache } from 'react';
import { describePage } from '@/app/_load/describe-page';
import { requireFound } from '@/app/_load/require-found';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { Fact, Facts } from '@/app/_ui/words/facts';
import { findTeamPage } from '@/services/page/find-team-page';
import { TeamModelsTable } from './team-models-table';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ team: string }> };

const load = cache(async (slug: string) => requireFound(await findTeamPage(slug)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const team = await load((await params).team);
  return describePage({
    path: `/teams/${team.slug}`,
    title: `${team.name}, team`,
    description: `The models of ${team.name} and their newest scores, as published rankings have them.`,
  });
}

export default async function TeamPage({ params }: Props) {
  const { name, models, roundCount } = await load((await params).team);
  const benchmarks = new Set(models.map(({ benchmark }) => benchmark.slug));
  return (
    <Page>
      <PageHead
        crumbs={{ above: [{ href: '/benchmarks', title: 'Benchmarks' }], here: 'teams' }}
        title={<span className="wrap-anywhere">{name}</span>}
        lede="Its models, as the published rankings have them."
      />
      <Facts>
        <Fact term="Models">{models.length}</Fact>
        <Fact term="Benchmarks">{benchmarks.size}</Fact>
        <Fact term="Rounds">{roundCount}</Fact>
        <Fact term="Members">not public</Fact>
      </Facts>
      <Section title="Models" aside="newest official ranking; scores with 95 % limits">
        <TeamModelsTable models={models} />
      </Section>
    </Page>
  );
}
