'use client';

import { useActionState } from 'react';
import { ChoiceField } from '@/app/_ui/forms/choice-field';
import { freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import type { NoticePreferenceView } from '@/lib/contracts/notice';
import { saveMailPreferences } from './actions';
import { noticeWords } from './describe-notice-kind';

/** Which kinds of mail one gets. Those about integrity are shown, and stay on. */
export function MailForm({ preferences }: { preferences: readonly NoticePreferenceView[] }) {
  const [state, act] = useActionState(saveMailPreferences, freshForm);
  const choicesOf = (canBeMuted: boolean) =>
    preferences
      .filter((preference) => preference.can_be_muted === canBeMuted)
      .map(({ kind }) => ({ value: kind, ...noticeWords[kind], isDisabled: !canBeMuted }));
  const wanted = preferences.filter((preference) => preference.wanted).map(({ kind }) => kind);
  return (
    <form action={act} className="form" key={state.attempt}>
      <ProblemBox problem={state.problem} attempt={state.problem ? state.attempt : 0} />
      <div className="cols">
        <ChoiceField name="wanted" label="Rounds" type="checkbox" choices={choicesOf(true)} chosen={wanted} />
        <div>
          <ChoiceField
            name="integrity"
            label="Whether scores can be trusted"
            type="checkbox"
            choices={choicesOf(false)}
            chosen={wanted}
          />
          <p className="small muted">
            Of what you maintain or your team submitted to. They can’t be switched off: they change what a
            score means that you made or published.
          </p>
        </div>
      </div>
      <div className="brow">
        <SubmitButton className="btn" busy="Saving">
          Save
        </SubmitButton>
        {state.attempt > 0 && !state.problem && (
          <span className="small muted" role="status">
            Saved.
          </span>
        )}
      </div>
    </form>
  );
}
