import type { Metadata } from 'next';
import { cache } from 'react';
import { requireFound } from '@/app/_load/require';
import { EventDays } from '@/app/_ui/changelog/event-days';
import { Page, PageHead } from '@/app/_ui/page/page';
import { findPublicAct } from '@/services/moderation/public-acts';

const load = cache(async (id: string) => requireFound(await findPublicAct(id)));

export async function generateMetadata({ params }: PageProps<'/moderation/[id]'>): Promise<Metadata> {
  await load((await params).id);
  return { title: 'Act of an operator', robots: { index: false } };
}

/** An operator's moderation act with its reason. Addresses of withdrawn content redirect to this page. */
export default async function OperatorActPage({ params }: PageProps<'/moderation/[id]'>) {
  const act = await load((await params).id);
  return (
    <Page>
      <PageHead
        crumbs={{ above: [{ href: '/moderation', title: 'Moderation' }], here: 'act' }}
        title="Act of an operator"
        lede="An operator of this site has acted here. To object, write to the contact of this site."
      />
      <EventDays slug={null} entries={[act]} />
    </Page>
  );
}
