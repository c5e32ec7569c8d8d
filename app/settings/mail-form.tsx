'use client';

import { useActionState } from 'react';
import type { NoticePreferenceView } from '@/lib/contracts/people';
import type { NoticeKind } from '@/lib/core/notice/notice';
import { ChoiceField } from '../_ui/forms/choice-field';
import { freshForm } from '../_ui/forms/form-state';
import { ProblemBox } from '../_ui/forms/problem-box';
import { SubmitButton } from '../_ui/forms/submit-button';
import { saveMailPreferences } from './actions';

/** Which kinds of mail one gets. Those about integrity are shown, and stay on. */
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
            label="Whether scores can be trusted"
            type="checkbox"
            choices={choicesOf(false)}
            chosen={wanted}
          />
          <p className="text-small text-ink-2">
            Of what you maintain or your team submitted to. They can’t be switched off: they change what a
            score means that you made or published.
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

/** What a kind of mail tells, and whom. */
const noticeWords: Readonly<Record<NoticeKind, { title: string; hint: string }>> = {
  round_opened: {
    title: 'A round has opened',
    hint: 'of a benchmark that you maintain or ever submitted to',
  },
  closing_soon: {
    title: 'A round closes in 24 hours',
    hint: 'of a benchmark that your team ever submitted to; once more when its close is put off',
  },
  round_closed: {
    title: 'The official ranking is out',
    hint: 'of a round that your team submitted to, with your rank',
  },
  refresh_overdue: {
    title: 'A refresh is overdue',
    hint: 'of a benchmark that you maintain: no sealed round waits',
  },
  round_frozen: { title: 'A round is frozen', hint: 'with the reason' },
  round_unfrozen: { title: 'A round is no longer frozen', hint: 'its scores count' },
  round_invalidated: {
    title: 'A round is invalidated',
    hint: 'its scores never rank, and its quota is back',
  },
  leak_reported: { title: 'A leak is reported', hint: 'of a benchmark that you maintain' },
  objections_begun: {
    title: 'An erratum may be objected to',
    hint: 'two people want to correct labels; with the reason, and until when',
  },
  erratum_published: {
    title: 'An erratum is published',
    hint: 'labels were corrected, and scores with them',
  },
  flags_raised: { title: 'Flags are raised', hint: 'of a benchmark that you maintain: suspicions to judge' },
};
