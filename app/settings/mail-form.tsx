'use client';

import { useActionState } from 'react';
import type { NoticePreferenceView } from '@/lib/contracts/people';
import { ChoiceField } from '../_ui/forms/form-fields';
import { freshForm } from '../_ui/forms/form-state';
import { ProblemBox } from '../_ui/forms/problem-box';
import { SubmitButton } from '../_ui/forms/submit-button';
import { noticeWords } from '../_ui/notice-words';
import { saveMailPreferences } from './actions';

/** The form that chooses the kinds of mail. Mails about integrity are listed, but can't be switched off. */
export function MailForm({ preferences }: { preferences: readonly NoticePreferenceView[] }) {
  const [state, act] = useActionState(saveMailPreferences, freshForm);
  const choicesOf = (canBeMuted: boolean) =>
    preferences
      .filter((preference) => preference.can_be_muted === canBeMuted)
      .map(({ kind }) => ({ value: kind, ...noticeWords[kind], isDisabled: !canBeMuted }));
  const wanted = preferences.filter((preference) => preference.wanted).map(({ kind }) => kind);
  return (
    <form action={act} className="mb-s4 grid gap-s5" key={state.attempt}>
      <ProblemBox problem={state.problem} attempt={state.problem ? state.attempt : 0} />
      <div className="grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
        <ChoiceField name="wanted" label="Rounds" type="checkbox" choices={choicesOf(true)} chosen={wanted} />
        <div>
          <ChoiceField
            name="integrity"
            label="Integrity of scores"
            type="checkbox"
            choices={choicesOf(false)}
            chosen={wanted}
          />
          <p className="text-small text-ink-2">
            For benchmarks that you maintain or your team submitted to. They can’t be switched off, because
            they change the meaning of your scores.
          </p>
        </div>
      </div>
      <div className="flex items-center gap-s3">
        <SubmitButton look="plain" busy="Saving">
          Save
        </SubmitButton>
        {state.attempt > 0 && !state.problem && (
          <span className="text-small text-ink-2" role="status">
            Saved.
          </span>
        )}
      </div>
    </form>
  );
}
