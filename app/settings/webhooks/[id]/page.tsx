import type { Metadata } from 'next';
import Link from 'next/link';
import { requireFound, requireSignedIn } from '@/app/_load/require';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { IsoInstant } from '@/app/_ui/instant';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import { Callout } from '@/app/_ui/words/callout';
import type { WebhookDeliveryView } from '@/lib/contracts/webhook';
import { findWebhookPage } from '@/services/account/webhooks';
import { deleteOwnWebhook, enableOwnWebhook, resendOwnDelivery } from '../actions';
import { SecretForm } from '../secret-forms';

export const metadata: Metadata = { title: 'Webhook' };

/** The page of one webhook, with its last deliveries. */
export default async function WebhookPage({ params }: PageProps<'/settings/webhooks/[id]'>) {
  const { id } = await params;
  const actor = await requireSignedIn(`/settings/webhooks/${id}`);
  const { webhook, deliveries } = requireFound(await findWebhookPage(actor, id));
  return (
    <Page width="form">
      <p className="text-small">
        <Link href="/settings/webhooks">Webhooks</Link>
      </p>
      <PageHead title="Webhook" lede={<span className="wrap-anywhere">{webhook.url}</span>} />
      {!webhook.is_on && (
        <Callout tone="caution">
          <p>It is off, because an event was not accepted in eight tries. No new events are kept for it.</p>
          <form action={enableOwnWebhook.bind(null, id)} className="mt-s2">
            <SubmitButton busy="Switching it on">Switch it on</SubmitButton>
          </form>
        </Callout>
      )}
      <Section title="Deliveries" aside="the last hundred; times in UTC">
        {deliveries.length === 0 ? (
          <p className="text-ink-2">No event yet.</p>
        ) : (
          <DataTable look="records" columns={columnsOf(id)} rows={deliveries} keyOf={(row) => row.id} />
        )}
      </Section>
      <Section title="Secret">
        <SecretForm id={id} />
      </Section>
      <Section title="Delete">
        <ActionForm
          action={deleteOwnWebhook}
          about={{ id }}
          button="Delete this webhook"
          busy="Deleting it"
          look="danger"
        />
      </Section>
    </Page>
  );
}

const columnsOf = (id: string): readonly Column<WebhookDeliveryView>[] => [
  { title: 'Event', isRowHeader: true, value: ({ event }) => event },
  { title: 'Caused', value: ({ created_at }) => <IsoInstant at={created_at} /> },
  { title: 'Outcome', value: describeOutcome },
  {
    title: 'Action',
    isTitleHidden: true,
    align: 'end',
    value: ({ id: delivery, delivered_at }) =>
      delivered_at !== null && (
        <form action={resendOwnDelivery.bind(null, id, delivery)}>
          <SubmitButton look="plain" busy="Sending it">
            Send again
          </SubmitButton>
        </form>
      ),
  },
];

const faultWords: Readonly<Record<string, string>> = {
  address_not_public: 'the name leads to an address that is not public',
  name_not_found: 'the name was not found',
  refused: 'the connection was refused',
  timeout: 'no response within ten seconds',
  tls: 'the certificate is not valid',
  failed: 'the connection failed',
  moot: 'not sent: you can no longer see what it is about',
};

function describeOutcome({ outcome, delivered_at }: WebhookDeliveryView): string {
  if (outcome === null) return 'waits';
  const words = faultWords[outcome] ?? `response ${outcome}`;
  return delivered_at === null ? `${words}; tried again` : words;
}
