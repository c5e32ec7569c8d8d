'use client';

import { useActionState } from 'react';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CopyButton } from '@/app/_ui/forms/copy-and-save-buttons';
import { ChoiceField, HiddenFields, TextField } from '@/app/_ui/forms/form-fields';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Callout } from '@/app/_ui/words/callout';
import type { WebhookSecretView } from '@/lib/contracts/webhook';
import { type WebhookEvent, webhookEvents, webhookUrlLengthMax } from '@/lib/core/notice/webhook';
import { createOwnWebhook, rotateOwnSecret, type SecretFormState } from './actions';

const freshSecretForm: SecretFormState = { ...freshForm, made: null };

const eventWords: Readonly<Record<WebhookEvent, { title: string; hint: string }>> = {
  round_opened: { title: 'A round has opened', hint: 'round_opened' },
  closing_soon: { title: 'A round closes in 24 hours', hint: 'closing_soon' },
  scored: { title: 'A submission of your team has its feedback, or is rejected', hint: 'scored' },
  ranking_published: { title: 'An official ranking is out', hint: 'ranking_published' },
  announced: { title: 'A host announces something', hint: 'announced' },
};

/** The form that creates a webhook and shows its secret once. */
export function WebhookForm() {
  const [state, act] = useActionState(createOwnWebhook, freshSecretForm);
  return (
    <>
      <Secret made={state.made} />
      <form action={act} className="mb-s4 grid gap-s5" noValidate key={state.attempt}>
        <TextField
          state={state}
          name="url"
          label="Address"
          placeholder="https://example.org/tidemark"
          maxLength={webhookUrlLengthMax}
          autoComplete="off"
          required
        />
        <ChoiceField
          state={state}
          name="events"
          label="Events"
          type="checkbox"
          choices={webhookEvents.map((event) => ({ value: event, ...eventWords[event] }))}
          chosen={[...webhookEvents]}
        />
        <div>
          <SubmitButton busy="Creating it">Create a webhook</SubmitButton>
        </div>
      </form>
    </>
  );
}

/** The form that gives a webhook a new secret and shows it once. */
export function SecretForm({ id }: { id: string }) {
  const [state, act] = useActionState(rotateOwnSecret, freshSecretForm);
  return (
    <>
      <ProblemBox problem={state.problem} attempt={state.attempt} />
      <Secret made={state.made} />
      <form action={act}>
        <HiddenFields values={{ id }} />
        <SubmitButton look="plain" busy="Changing it">
          Change the secret
        </SubmitButton>
        <p className="mt-s2 text-small text-ink-2">For a day events are signed with the former secret too.</p>
      </form>
    </>
  );
}

function Secret({ made }: { made: WebhookSecretView | null }) {
  if (!made) return null;
  return (
    <Callout tone="note" role="status">
      <p>The secret, which verifies that an event is from this site. Copy it now: it is never shown again.</p>
      <div className="mt-s2 flex flex-wrap items-center gap-s3">
        <CodeBlock ground="panel">{made.secret}</CodeBlock>
        <CopyButton text={made.secret} />
      </div>
    </Callout>
  );
}
