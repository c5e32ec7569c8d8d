import type { Metadata } from 'next';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { makeMaintainLoader } from '@/app/_load/loaders';
import { IsoInstant } from '@/app/_ui/instant';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import type { AnnouncementView } from '@/lib/contracts/announcement';
import { findAnnouncementsPage } from '@/services/benchmark/announce';
import { AnnounceForm } from './announce-form';

type Props = PageProps<'/maintain/[slug]/announcements'>;

const load = makeMaintainLoader('/announcements', findAnnouncementsPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, maintained } = await load((await params).slug);
  return titleMaintainPage(maintained && 'Announcements', title);
}

export default async function AnnouncementsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { title, maintained } = await load(slug);
  if (!maintained) return <NotAMaintainer slug={slug} title={title} />;
  const { canAnnounce, announcements, readers } = maintained;
  return (
    <MaintainPage
      benchmark={{ slug, title }}
      current="announcements"
      title="Announcements"
      lede="On the benchmark’s page, in its changelog and feeds, and by mail. An announcement can’t be changed or taken back."
    >
      {'announced' in (await searchParams) && (
        <Callout tone="note" role="status">
          Announced. The mails are on their way.
        </Callout>
      )}
      {canAnnounce && (
        <Section title="Announce" aside="one a day (UTC)">
          <AnnounceForm slug={slug} readers={readers} />
        </Section>
      )}
      <Section title="So far" aside="newest first">
        {announcements.length === 0 ? (
          <p className="text-ink-2">Nothing was announced.</p>
        ) : (
          announcements.map((one) => <AnnouncementText key={one.id} announcement={one} />)
        )}
      </Section>
      <Section title="Mails that the site sends by itself">
        <ul className="list-disc pl-s4 text-data/[1.5] text-ink-2">
          <li>to teams: a round has opened, closes in 24 hours, or has its official ranking</li>
          <li>to you, 7 and 2 days before a rotation that no sealed test set waits for</li>
          <li>
            to the other maintainers, when one of you proposes something that takes two people; to the site’s
            operators where there is no other maintainer
          </li>
        </ul>
      </Section>
    </MaintainPage>
  );
}

/** An announcement: plain text by a maintainer. */
function AnnouncementText({
  announcement: { title, text, announced_at, hidden_because },
}: {
  announcement: AnnouncementView;
}) {
  return (
    <article className="border-b border-rule py-s4">
      <h3>{hidden_because === null ? <bdi>{title}</bdi> : 'Hidden by an operator'}</h3>
      <p className="mt-2 text-small text-ink-2">
        <IsoInstant at={announced_at} />
      </p>
      <p dir="auto" className="mt-s2 max-w-[37em] whitespace-pre-line wrap-anywhere">
        {hidden_because ?? text}
      </p>
    </article>
  );
}
