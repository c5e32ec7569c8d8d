'use client';

import { type ReactNode, useActionState } from 'react';
import { AreaField } from '@/app/_ui/forms/area-field';
import { type FormState, faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { NotedSubmit } from '@/app/_ui/forms/noted-submit';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { TextField } from '@/app/_ui/forms/text-field';
import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';
import { DescriptionField, RulesField } from '@/app/_ui/maintain/text-fields';
import { saveWords } from './actions';

/** @param saved the saved texts, as field values */
export function WordsForm({ slug, saved }: { slug: string; saved: Readonly<Record<string, string>> }) {
  const [state, save] = useActionState(saveWords, freshForm);
  const { problem, attempt } = state;
  return (
    <form action={save} className="max-w-[980px]" noValidate>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <WordsFields key={attempt} state={problem ? state : { ...state, values: saved }} />
      <NotedSubmit busy="Saving" note="public; the changelog shows the change">
        Save the words
      </NotedSubmit>
    </form>
  );
}

/** The public texts of a benchmark, each with when and where a change is visible. */
function WordsFields({ state }: { state: FormState }) {
  const { problem, values } = state;
  const field = (name: string) => ({
    name,
    defaultValue: values[name] ?? '',
    fault: faultOf(problem, name),
  });
  return (
    <div className="my-s4">
      <SettingRow counts="at once, everywhere; the address doesn’t change">
        <TextField {...field('title')} label="Title" maxLength={120} required />
      </SettingRow>
      <SettingRow counts="at once; in the changelog">
        <DescriptionField state={state} />
      </SettingRow>
      <SettingRow counts="at once; in the changelog">
        <RulesField state={state} />
      </SettingRow>
      <SettingRow counts="at once, on the benchmark’s page">
        <AreaField
          {...field('links')}
          label="Links"
          hint="One a line: a title, then the address. At most ten."
          rows={3}
          spellCheck={false}
          isOptional
        />
      </SettingRow>
      <SettingRow counts="at once, in public">
        <AreaField
          {...field('contacts')}
          label="Contacts"
          hint="One a line: an e-mail or web address. At most five."
          rows={2}
          spellCheck={false}
          isOptional
        />
      </SettingRow>
      <SettingRow counts="at once, in the search of the list">
        <TextField
          {...field('tags')}
          label="Tags"
          hint="Up to eight words, such as tabular or speech, with commas between them."
          spellCheck={false}
          isOptional
        />
      </SettingRow>
    </div>
  );
}

/**
 * A field, and beside it (on narrow windows below it) when and where a change is visible.
 * @param counts the time and place of the change, in a few words
 */
function SettingRow({ counts, children }: { counts: string; children: ReactNode }) {
  return (
    <div
      data-setting
      className="grid grid-cols-[minmax(0,1fr)_180px] gap-x-s5 gap-y-s2 border-b border-rule py-s4 max-table:grid-cols-1"
    >
      {children}
      <p className="flex items-baseline gap-s2 text-small text-balance text-ink-2">
        <CheckGlyph result="pass" className="size-11 flex-none translate-y-1" />
        {counts}
      </p>
    </div>
  );
}
