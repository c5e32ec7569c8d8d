import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '@/app/_load/require';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import type { WebhookView } from '@/lib/contracts/webhook';
import { listWebhooks } from '@/services/account/webhooks';
import { WebhookForm } from './secret-forms';

export const metadata: Metadata = { title: 'Webhooks' };

/** The person's webhooks: addresses to which the site sends events. */
export default async function WebhooksPage() {
  const webhooks = await listWebhooks(await requireSignedIn('/settings/webhooks'));
  return (
    <Page width="form">
      <PageHead
        title="Webhooks"
        lede="Signed events for a program of yours: a round opens, a submission has its feedback, a ranking is out."
      />
      <p>
        <Link href="/docs/webhooks">How to receive them</Link>
      </p>
      <Section title="Yours" aside="five at most">
        {webhooks.length === 0 ? (
          <p className="text-ink-2">None yet.</p>
        ) : (
          <DataTable look="records" columns={columns} rows={webhooks} keyOf={({ id }) => id} />
        )}
      </Section>
      <Section title="Create one">
        <WebhookForm />
      </Section>
    </Page>
  );
}

const columns: readonly Column<WebhookView>[] = [
  {
    title: 'Address',
    isRowHeader: true,
    cell: 'wrap-anywhere',
    value: ({ id, url }) => <Link href={`/settings/webhooks/${id}`}>{url}</Link>,
  },
  { title: 'Events', value: ({ events }) => events.join(', ') },
  { title: 'Status', value: ({ is_on }) => (is_on ? 'on' : 'off, after a day of failed tries') },
];
