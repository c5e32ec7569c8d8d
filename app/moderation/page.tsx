import { listPublicActs } from '@/services/moderation/public-acts';
import { describePage } from '../_load/describe-page';
import { EventDays } from '../_ui/changelog/event-days';
import { ButtonLink } from '../_ui/controls/button';
import { Page, PageHead } from '../_ui/page/page';
import { Section } from '../_ui/page/section';

export const generateMetadata = () =>
  describePage({
    path: '/moderation',
    title: 'Moderation',
    description: 'What the operators of this site have hidden, renamed or deleted, with their reasons.',
  });

export default async function ModerationPage({ searchParams }: PageProps<'/moderation'>) {
  const { before } = await searchParams;
  const cursor = typeof before === 'string' && /^[1-9]\d{0,15}$/.test(before) ? Number(before) : null;
  const { acts, next } = await listPublicActs(cursor);
  return (
    <Page>
      <PageHead
        title="Moderation"
        lede="What the operators of this site have hidden, renamed or deleted, with their reasons. No person is named."
      />
      <Section title="Acts" aside="newest first, days in UTC">
        {acts.length > 0 ? (
          <EventDays slug={null} entries={acts} />
        ) : (
          <p className="text-ink-2">No operator has done anything yet.</p>
        )}
        <p className="mt-s5 flex items-center gap-s3">
          {cursor !== null && <ButtonLink href="/moderation">Newest acts</ButtonLink>}
          {next !== null && <ButtonLink href={`/moderation?before=${next}`}>Earlier acts</ButtonLink>}
        </p>
      </Section>
    </Page>
  );
}
