'use client';

import { useActionState } from 'react';
import type { NoticePreferenceView } from '@/lib/contracts/people';
import type { NoticeKind } from '@/lib/core/notice/notice';
import { ChoiceField } from '../_ui/forms/form-fields';
import { freshForm } from '../_ui/forms/form-state';
import { ProblemBox } from '../_ui/forms/problem-box';
import { SubmitButton } from '../_ui/forms/submit-button';
import { saveMailPreferences } from './actions';

/** Chooses the kinds of mail. Those about integrity are shown, but can't be switched off. */
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

/** The content and the recipients of each kind of mail. */
const noticeWords: Readonly<Record<NoticeKind, { title: string; hint: string }>> = {
  round_opened: {
    title: 'A round has opened',
    hint: 'of a benchmark that you maintain or ever submitted to',
  },
  closing_soon: {
    title: 'A round closes in 24 hours',
    hint: 'of a benchmark that your team ever submitted to; again if its close is moved',
  },
  round_closed: {
    title: 'The official ranking is out',
    hint: 'of a round that your team submitted to, with your rank',
  },
  refresh_overdue: {
    title: 'A refresh is overdue',
    hint: 'of a benchmark that you maintain: no sealed round is ready',
  },
  round_frozen: { title: 'A round is frozen', hint: 'with the reason' },
  round_unfrozen: { title: 'A round is no longer frozen', hint: 'its scores count' },
  round_invalidated: {
    title: 'A round is invalidated',
    hint: 'its scores are never ranked, and teams get their quota back',
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
  consent_needed: {
    title: 'A consent is needed',
    hint: 'of a benchmark that you maintain: another maintainer proposes something that takes two people',
  },
  entry_asked: {
    title: 'People ask to enter',
    hint: 'of a benchmark that you maintain; at most one mail an hour',
  },
  entry_decided: {
    title: 'A decision on your entry',
    hint: 'a maintainer has approved or refused your application, or removed you',
  },
  flags_raised: { title: 'Flags are raised', hint: 'of a benchmark that you maintain: suspicions to judge' },
};
