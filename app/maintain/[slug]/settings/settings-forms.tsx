'use client';

import { type ReactNode, useActionState } from 'react';
import { AreaField, ChoiceField, HiddenFields, SelectField, TextField } from '@/app/_ui/forms/form-fields';
import { type FormState, faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { NotedSubmit } from '@/app/_ui/forms/submit-button';
import { CheckGlyph } from '@/app/_ui/glyphs/glyphs';
import { ContainerNeedsFields, whileImagesAreChosen } from '@/app/_ui/maintain/container-needs';
import { hasClippedMetric, listMetricGroups, listMetricOptions } from '@/app/_ui/maintain/metric-options';
import { DescriptionField, RulesField } from '@/app/_ui/maintain/text-fields';
import { columnTypes } from '@/lib/contracts/benchmark-data';
import { type Task, tasks } from '@/lib/core/benchmark';
import { copyToNew, removeBenchmark, type SettingsPart, saveSettings } from './actions';

type Saved = { slug: string; saved: Readonly<Record<string, string>> };

/** The form for one part of the settings. It shows the saved values, and after a refusal the typed ones. */
export function PartForm({
  slug,
  part,
  saved,
  button,
  note,
  fields,
}: Saved & { part: SettingsPart; button: string; note: string; fields: (state: FormState) => ReactNode }) {
  const [state, save] = useActionState(saveSettings, freshForm);
  const { problem, attempt } = state;
  return (
    <form action={save} className="group/form max-w-[980px]" noValidate>
      <HiddenFields values={{ slug, part }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <div key={attempt} className="my-s4">
        {fields(problem ? state : { ...state, values: saved })}
      </div>
      <NotedSubmit busy="Saving" note={note}>
        {button}
      </NotedSubmit>
    </form>
  );
}

export const changelogNote = 'public; the changelog shows the change';

/** The form for the public texts of a benchmark; each field says when and where a change becomes visible. */
export function TextsForm(props: Saved) {
  return (
    <PartForm
      {...props}
      part="texts"
      button="Save the texts"
      note={changelogNote}
      fields={(state) => {
        const { visibility = '' } = state.values;
        return (
          <>
            {(visibility === 'public' || visibility === 'unlisted') && (
              <SettingRow counts="at once; in the changelog">
                <ChoiceField
                  state={state}
                  name="visibility"
                  label="Listing"
                  type="radio"
                  chosen={[visibility]}
                  choices={[
                    { value: 'public', title: 'Listed', hint: 'It is in the public list of benchmarks.' },
                    {
                      value: 'unlisted',
                      title: 'Not listed',
                      hint: 'Everyone who has the address sees it. Team pages leave it out.',
                    },
                  ]}
                />
              </SettingRow>
            )}
            <SettingRow counts="at once, everywhere; the address doesn’t change">
              <TextField state={state} name="title" label="Title" maxLength={120} required />
            </SettingRow>
            <SettingRow counts="at once; in the changelog">
              <DescriptionField state={state} />
            </SettingRow>
            <SettingRow counts="at once; in the changelog">
              <RulesField state={state} />
            </SettingRow>
            <SettingRow counts="at once, on the benchmark’s page">
              <AreaField
                state={state}
                name="links"
                label="Links"
                hint="One a line: a title, then the address. At most ten."
                rows={3}
                spellCheck={false}
                isOptional
              />
            </SettingRow>
            <SettingRow counts="at once, in public">
              <AreaField
                state={state}
                name="contacts"
                label="Contacts"
                hint="One a line: an e-mail or web address. At most five."
                rows={2}
                spellCheck={false}
                isOptional
              />
            </SettingRow>
            <SettingRow counts="at once, in the search of the list">
              <TextField
                state={state}
                name="tags"
                label="Tags"
                hint="Up to eight words, such as tabular or speech, with commas between them."
                spellCheck={false}
                isOptional
              />
            </SettingRow>
          </>
        );
      }}
    />
  );
}

/** The form for licence, terms, paper and the description of columns. */
export function DataForm(props: Saved) {
  return (
    <PartForm
      {...props}
      part="data"
      button="Save the data’s description"
      note={changelogNote}
      fields={(state) => {
        return (
          <>
            <SettingRow counts="at once, on the data tab and in the Croissant descriptions">
              <TextField
                state={state}
                name="license"
                label="Licence of the data"
                hint="An SPDX identifier, such as CC-BY-4.0, or a web address."
                spellCheck={false}
                isOptional
              />
            </SettingRow>
            <SettingRow counts="at once, on the data tab">
              <TextField
                state={state}
                name="terms"
                type="url"
                label="Terms of use"
                hint="A web address."
                isOptional
              />
            </SettingRow>
            <SettingRow counts="at once, on the data tab">
              <TextField
                state={state}
                name="paper"
                type="url"
                label="Paper"
                hint="A web address, such as https://doi.org/…"
                isOptional
              />
            </SettingRow>
            <SettingRow counts="at once, on the data tab">
              <AreaField
                state={state}
                name="columns"
                label="Columns"
                hint={`One a line: name | type | unit | meaning. Types: ${columnTypes.join(', ')}. Parts after the name may stay empty.`}
                rows={6}
                spellCheck={false}
                isOptional
              />
            </SettingRow>
          </>
        );
      }}
    />
  );
}

/**
 * The form for settings that apply to later rounds. @param opens when changed quotas and kinds apply @param seals when changed
 * metrics apply
 */
export function RoundsForm({
  task,
  takesModels,
  hasHiddenInputs,
  opens,
  seals,
  ...props
}: Saved & {
  task: Task;
  takesModels: boolean;
  hasHiddenInputs: boolean;
  opens: string;
  seals: string;
}) {
  return (
    <PartForm
      {...props}
      part="rounds"
      button="Save for later rounds"
      note="the open round keeps its quotas, kinds and metrics; the changelog shows the change"
      fields={(state) => {
        const { problem, values } = state;
        return (
          <>
            <SettingRow counts={opens}>
              <div className="grid grid-cols-2 items-start gap-x-s5 gap-y-s4 max-phone:grid-cols-1">
                <TextField
                  state={state}
                  name="quota_per_round"
                  type="number"
                  label="Submissions of a team in a round"
                  min={1}
                  max={1000}
                />
                <TextField
                  state={state}
                  name="quota_per_day"
                  type="number"
                  label="and on one day (UTC)"
                  min={1}
                  max={1000}
                />
              </div>
            </SettingRow>
            <SettingRow counts={opens}>
              <ChoiceField
                name="accepts"
                label="Accepted submissions"
                type="checkbox"
                chosen={(values.accepts ?? '').split(',')}
                fault={faultOf(problem, 'accepts') ?? faultOf(problem, 'model_signature')}
                choices={[
                  ...(hasHiddenInputs
                    ? []
                    : [
                        {
                          value: 'predictions',
                          title: 'Prediction files',
                          hint: 'Their senders read the inputs.',
                        },
                      ]),
                  {
                    value: 'onnx',
                    title: 'ONNX models',
                    hint: takesModels
                      ? 'Run by the site, on this round and every later one.'
                      : 'Not possible here: the inputs and outputs of models were not described at the creation.',
                    isDisabled: !takesModels,
                  },
                  {
                    value: 'container',
                    title: 'Container images',
                    hint: 'Any program, run by the site without network, on this round and every later one.',
                  },
                ]}
              />
            </SettingRow>
            <div className={whileImagesAreChosen}>
              <SettingRow counts="at once">
                <ContainerNeedsFields
                  state={state}
                  hint="Cores, memory and time can only grow: accepted images are run in every later round."
                />
              </SettingRow>
            </div>
            <SettingRow counts={seals}>
              <fieldset id="secondary_metrics" className="min-w-0">
                <legend className="mb-5 block font-medium text-data">Metrics shown beside the ranking</legend>
                {listMetricGroups(task).map(({ title, options }, i) => (
                  <ChoiceField
                    key={title}
                    id={`secondary_metrics-${i}`}
                    name="secondary_metrics"
                    label={title}
                    labelLook="second"
                    type="checkbox"
                    isInColumns
                    chosen={(values.secondary_metrics ?? '').split(',')}
                    choices={options}
                    fault={i === 0 ? faultOf(problem, 'secondary_metrics') : null}
                  />
                ))}
              </fieldset>
            </SettingRow>
          </>
        );
      }}
    />
  );
}

const taskTitles: Readonly<Record<Task, string>> = {
  binary: 'Two classes',
  multiclass: 'Three or more classes',
  regression: 'Regression',
  text: 'Text',
};

/** The form for task and scoring, which can change until the first upload. */
export function TaskForm(props: Saved) {
  return (
    <PartForm
      {...props}
      part="task"
      button="Save task and metric"
      note="fixed by the first upload"
      fields={(state) => {
        return (
          <>
            <SettingRow counts="until the first upload">
              <SelectField
                state={state}
                name="task"
                label="Task"
                groups={[
                  { title: null, options: tasks.map((value) => ({ value, title: taskTitles[value] })) },
                ]}
              />
            </SettingRow>
            <SettingRow counts="until the first upload">
              <AreaField
                state={state}
                name="classes"
                label="Classes"
                hint="One a line, spelt as in the labels. Of two classes the positive one is last."
                rows={3}
                spellCheck={false}
                isOptional
              />
            </SettingRow>
            <SettingRow counts="until the first upload">
              <SelectField
                state={state}
                name="metric"
                label="Metric that ranks"
                hint="One that fits the task."
                groups={listMetricOptions(null)}
              />
            </SettingRow>
            {hasClippedMetric(null) && (
              <SettingRow counts="until the first upload">
                <TextField
                  state={state}
                  name="log_loss_clip"
                  type="number"
                  step="any"
                  label="Log loss clip"
                />
              </SettingRow>
            )}
            <SettingRow counts="until the first upload">
              <AreaField
                state={state}
                name="features"
                label="Input columns"
                hint="One a line. Empty: those of the first upload."
                rows={3}
                spellCheck={false}
                isOptional
              />
            </SettingRow>
          </>
        );
      }}
    />
  );
}

export function CopyForm({ slug }: { slug: string }) {
  const [state, act] = useActionState(copyToNew, freshForm);
  const { problem, attempt } = state;
  const isTaken = problem?.code === 'slug_taken';
  return (
    <form action={act} className="mb-s4 grid max-w-560 gap-s5" noValidate key={attempt}>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={isTaken ? null : problem} attempt={attempt} />
      <TextField
        state={state}
        name="new_title"
        label="Title of the copy"
        maxLength={120}
        fault={faultOf(problem, 'title')}
        required
      />
      <TextField
        state={state}
        name="new_slug"
        label="Address of the copy"
        hint="Small letters, digits and single hyphens. Can’t be changed later."
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        fault={isTaken ? problem.detail : faultOf(problem, 'slug')}
        required
      />
      <NotedSubmit busy="Copying" look="plain" note="you become its owner">
        Copy the benchmark
      </NotedSubmit>
    </form>
  );
}

export function DeleteForm({ slug }: { slug: string }) {
  const [state, act] = useActionState(removeBenchmark, freshForm);
  return (
    <details open={state.problem ? true : undefined}>
      <summary>Delete this benchmark</summary>
      <form action={act} className="mt-s3 mb-s4">
        <HiddenFields values={{ slug }} />
        <ProblemBox problem={state.problem} attempt={state.attempt} />
        <NotedSubmit busy="Deleting" look="danger" note="with its drafts and files, for good">
          Delete it
        </NotedSubmit>
      </form>
    </details>
  );
}

/**
 * A field, and at its side (on narrow windows below) when and where a change becomes visible.
 * @param counts time and place of the change, in a few words
 */
export function SettingRow({ counts, children }: { counts: string; children: ReactNode }) {
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
