'use client';

import { type ReactNode, useActionState, useEffect, useRef, useState } from 'react';
import { AreaField, ChoiceField, HiddenFields, SelectField, TextField } from '@/app/_ui/forms/form-fields';
import { type FormState, freshForm, readFormValues } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { NotedSubmit } from '@/app/_ui/forms/submit-button';
import { newScheduleSchema, toSchedule } from '@/lib/contracts/schedule';
import { listRotations } from '@/lib/core/round/schedule/schedule';
import { saveSchedule } from './actions';
import { readScheduleForm, type ScheduleFormValues } from './read-schedule-form';
import { NextRotations, RotationPreview, rotationsShown } from './rotation-preview';

const cadences = [
  { value: 'monthly', title: 'Monthly' },
  { value: 'weekly', title: 'Weekly' },
  { value: 'days', title: 'Every number of days' },
  { value: 'dates', title: 'On hand-picked dates' },
  {
    value: 'none',
    title: 'Manually',
    hint: 'A round opens at the instant planned with its upload, or by hand.',
  },
];

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (title, i) => ({ value: String(i + 1), title }),
);

/** Classes that show a field only if this cadence is chosen. */
const shown = {
  monthly: 'group-has-[[name=kind][value=monthly]:checked]/schedule:block',
  weekly: 'group-has-[[name=kind][value=weekly]:checked]/schedule:block',
  days: 'group-has-[[name=kind][value=days]:checked]/schedule:block',
  dates: 'col-span-full group-has-[[name=kind][value=dates]:checked]/schedule:block',
};

type Props = {
  slug: string;
  /** Field values of the saved schedule. */
  saved: ScheduleFormValues;
  /** True if the schedule is still the default (none, in UTC) and wasn't just saved: the browser's time zone is a better default then. */
  isNew: boolean;
  /** Time in ISO 8601 before which no rotation can be due. */
  after: string;
  /** A `datalist` of time zones with the id `time-zones`. */
  timeZones: ReactNode;
};

/** The form for rotations and automatic reveals, with a preview of what is typed. */
export function ScheduleForm({ slug, saved, isNew, after, timeZones }: Props) {
  const [state, save] = useActionState(saveSchedule, freshForm);
  const form = useRef<HTMLFormElement>(null);
  const given = state.problem ? state : { ...state, values: saved };
  const [typed, setTyped] = useState<ScheduleFormValues>(given.values);
  const readTyped = () => {
    if (form.current) setTyped(readFormValues(new FormData(form.current)));
  };

  useEffect(() => {
    const zone = form.current?.elements.namedItem('time_zone');
    if (!isNew || !(zone instanceof HTMLInputElement)) return;
    zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (form.current) setTyped(readFormValues(new FormData(form.current)));
  }, [isNew]);

  const { problem, attempt } = state;
  return (
    // `noValidate`, since a browser can't show its message at a field that is hidden because another cadence is chosen.
    <form ref={form} action={save} onInput={readTyped} className="group/schedule" noValidate>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <div className="grid grid-cols-[1fr_1.35fr] items-start gap-s7 *:min-w-0 max-wide:grid-cols-1">
        <div className="mb-s4 grid gap-s5" key={attempt}>
          <CadenceFields state={given} />
          <OtherFields state={given} timeZones={timeZones} />
          <NotedSubmit busy="Saving" note="the changelog shows the change">
            Save the schedule
          </NotedSubmit>
        </div>
        <NextRotations>
          <TypedPreview values={typed} after={after} />
          <noscript>
            <p className="text-small text-ink-2">Computed again when you save.</p>
          </noscript>
        </NextRotations>
      </div>
    </form>
  );
}

/** The fields for time zone, gap and automatic reveal. */
function OtherFields({ state, timeZones }: { state: FormState } & Pick<Props, 'timeZones'>) {
  return (
    <>
      <TextField
        state={state}
        name="time_zone"
        label="Time zone"
        list="time-zones"
        autoComplete="off"
        spellCheck={false}
        hint="IANA name. Rotations keep their local hour when its clocks change."
      />
      {timeZones}
      <TextField
        state={state}
        name="gap_hours"
        type="number"
        label="Gap"
        unit="hours"
        min={0}
        max={744}
        hint="0: the next round opens as one closes. Otherwise, with 0 under “Revealed after”, a round’s labels are public before the next one opens, and people can train on them."
      />
      <TextField
        state={state}
        name="reveals_after_rounds"
        type="number"
        label="Revealed after"
        unit="later rounds have closed"
        min={0}
        max={1000}
        isOptional
        hint="Then a round’s items, labels, secret and prediction files become public automatically. 0: as soon as its ranking is official; rounds that are closed already are revealed when you save. Empty: by hand only."
      />
    </>
  );
}

/** The rotations of the schedule as typed, or the fault that prevents computing them. */
function TypedPreview({ values, after }: { values: ScheduleFormValues; after: string }) {
  const { schedule } = readScheduleForm(values);
  const parsed = newScheduleSchema.shape.schedule.safeParse(schedule);
  if (parsed.success) {
    const typed = toSchedule(parsed.data);
    return (
      <RotationPreview schedule={typed} rotations={listRotations(typed, new Date(after), rotationsShown)} />
    );
  }
  const [issue] = parsed.error.issues;
  const field = String(issue?.path.findLast((part) => typeof part === 'string') ?? 'schedule');
  return (
    <p className="text-ink-2">
      Not a schedule yet ({field.replaceAll('_', ' ')}): {issue?.message}.
    </p>
  );
}

/**
 * The choice of the cadence, with the fields of each. CSS shows those of the chosen one, so that the form works without
 * scripts.
 */
function CadenceFields({ state }: { state: FormState }) {
  return (
    <>
      <ChoiceField
        state={state}
        name="kind"
        label="Rounds rotate"
        type="radio"
        chosen={[state.values.kind ?? 'none']}
        choices={cadences}
      />
      <div className="grid grid-cols-3 items-start gap-x-s5 gap-y-s4 group-has-[[name=kind][value=none]:checked]/schedule:hidden max-phone:grid-cols-1">
        <DayFields state={state} />
        <IntervalFields state={state} />
        <TimeFields state={state} />
      </div>
    </>
  );
}

function ShownFor(props: { cadences: readonly (keyof typeof shown)[]; children: ReactNode }) {
  return (
    <div className={`hidden ${props.cadences.map((cadence) => shown[cadence]).join(' ')}`}>
      {props.children}
    </div>
  );
}

function DayFields({ state }: { state: FormState }) {
  return (
    <>
      <ShownFor cadences={['monthly']}>
        <TextField
          state={state}
          name="day"
          type="number"
          label="Day of the month"
          min={1}
          max={31}
          hint="31 is the last day of every month."
        />
      </ShownFor>
      <ShownFor cadences={['weekly']}>
        <SelectField
          state={state}
          name="weekday"
          label="Weekday"
          groups={[{ title: 'Every', options: weekdays }]}
        />
      </ShownFor>
    </>
  );
}

function IntervalFields({ state }: { state: FormState }) {
  return (
    <>
      <ShownFor cadences={['days']}>
        <TextField state={state} name="every" type="number" label="Every" unit="days" min={1} max={366} />
      </ShownFor>
      <ShownFor cadences={['days']}>
        <TextField state={state} name="from" type="date" label="First on" />
      </ShownFor>
    </>
  );
}

function TimeFields({ state }: { state: FormState }) {
  return (
    <>
      <ShownFor cadences={['monthly', 'weekly', 'days']}>
        <TextField state={state} name="time" type="time" label="At" hint="On the clocks of the time zone." />
      </ShownFor>
      <ShownFor cadences={['dates']}>
        <AreaField
          state={state}
          name="dates"
          label="Dates"
          rows={5}
          placeholder="2026-09-01 00:00"
          hint="One a line, ascending, on the clocks of the time zone: year-month-day hour:minute."
        />
      </ShownFor>
    </>
  );
}
