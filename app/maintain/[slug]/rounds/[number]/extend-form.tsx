'use client';

import { ActionForm } from '@/app/_ui/forms/action-form';
import { TextField } from '@/app/_ui/forms/form-fields';
import { faultOf } from '@/app/_ui/forms/form-state';
import type { RoundView } from '@/lib/contracts/round';
import { extendOpenRound } from './extend-actions';
import { extensionReason } from './extension-reason';

/** When an open round closes instead, and why. */
export function ExtendForm({ slug, round }: { slug: string; round: RoundView }) {
  return (
    <ActionForm
      action={extendOpenRound}
      about={{ slug, number: round.number }}
      button={`Extend ${round.title}`}
      busy="Extending"
      note="the close can be put off again; closing by hand stays"
      reason={{
        name: extensionReason,
        hint: 'Everybody reads it in the changelog. One line.',
        maxLength: 500,
      }}
    >
      {({ attempt, problem, values }) => (
        <TextField
          key={`closes_at ${attempt}`}
          name="closes_at"
          type="datetime-local"
          label="New close (UTC)"
          defaultValue={values.closes_at ?? round.closes_at?.slice(0, 16)}
          fault={faultOf(problem, 'closes_at')}
          required
        />
      )}
    </ActionForm>
  );
}
