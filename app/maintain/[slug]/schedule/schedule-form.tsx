'use client';

import { type ComponentProps, type ReactNode, useActionState, useEffect, useRef, useState } from 'react';
import { HiddenFields, TextField } from '@/app/_ui/forms/form-fields';
import { faultOf, freshForm, readFormValues } from '@/app/_ui/forms/form-state';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { NotedSubmit } from '@/app/_ui/forms/submit-button';
import { newScheduleSchema, toSchedule } from '@/lib/contracts/schedule';
import { saveSchedule } from './actions';
import { CadenceFields } from './cadence-fields';
import { readScheduleForm, type ScheduleFormValues } from './read-schedule-form';
import { NextRotations, RotationPreview } from './rotation-preview';

type Props = {
  slug: string;
  /** What is set now. */
  saved: ScheduleFormValues;
  /** No schedule was ever set, so the browser's time zone is a better guess than the saved one. */
  isNew: boolean;
  /** ISO 8601: no rotation is due until then. */
  after: string;
  /** The names that the time zone is chosen from, as a `datalist` with the id `time-zones`. */
  timeZones: ReactNode;
};

/** When rounds rotate and are revealed by themselves, with what that means while one types. */
export function ScheduleForm({ slug, saved, isNew, after, timeZones }: Props) {
  const [state, save] = useActionState(saveSchedule, freshForm);
  const form = useRef<HTMLFormElement>(null);
  const given = state.problem ? state.values : saved;
  const [typed, setTyped] = useState<ScheduleFormValues>(given);
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
    // The fields of a cadence that isn't chosen are hidden, where a browser couldn't show its own complaint.
    <form ref={form} action={save} onInput={readTyped} className="group/schedule" noValidate>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <div className="grid grid-cols-[1fr_1.35fr] items-start gap-s7 *:min-w-0 max-wide:grid-cols-1">
        <div className="mb-s4 grid gap-s5" key={attempt}>
          <CadenceFields values={given} problem={problem} />
          <OtherFields values={given} problem={problem} timeZones={timeZones} />
          <NotedSubmit busy="Saving" note="the changelog shows the change">
            Save the schedule
          </NotedSubmit>
        </div>
        <NextRotations>
          <TypedPreview values={typed} after={after} />
          <noscript>
            <p className="text-small text-ink-2">Computed anew when you save.</p>
          </noscript>
        </NextRotations>
      </div>
    </form>
  );
}

/** What the clocks of a cadence are, and what follows from later rounds. */
function OtherFields({
  values,
  problem,
  timeZones,
}: ComponentProps<typeof CadenceFields> & Pick<Props, 'timeZones'>) {
  return (
    <>
      <TextField
        name="time_zone"
        label="Time zone"
        list="time-zones"
        autoComplete="off"
        spellCheck={false}
        defaultValue={values.time_zone}
        fault={faultOf(problem, 'time_zone')}
        hint="IANA name. Its daylight saving time is followed: a rotation stays at its local hour."
      />
      {timeZones}
      <TextField
        name="reveals_after_rounds"
        type="number"
        label="Revealed after"
        unit="later rounds have closed"
        min={1}
        max={1000}
        isOptional
        defaultValue={values.reveals_after_rounds ?? ''}
        fault={faultOf(problem, 'reveals_after_rounds')}
        hint="Then a round’s items, labels, secret and prediction files become public by themselves. Left empty: by hand only."
      />
    </>
  );
}

/** The rotations of what is typed at the moment, or what is missing to compute them. */
function TypedPreview({ values, after }: { values: ScheduleFormValues; after: string }) {
  const { schedule } = readScheduleForm(values);
  const parsed = newScheduleSchema.shape.schedule.safeParse(schedule);
  if (parsed.success) return <RotationPreview schedule={toSchedule(parsed.data)} after={new Date(after)} />;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path.findLast((part) => typeof part === 'string') ?? 'schedule');
  return (
    <p className="text-ink-2">
      Not a schedule yet ({field.replaceAll('_', ' ')}): {issue?.message}.
    </p>
  );
}
