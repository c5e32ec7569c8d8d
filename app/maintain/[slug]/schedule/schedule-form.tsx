'use client';

import { type ReactNode, useActionState, useEffect, useRef, useState } from 'react';
import { faultOf, freshForm } from '@/app/_ui/forms/form-state';
import { HiddenFields } from '@/app/_ui/forms/hidden-fields';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { TextField } from '@/app/_ui/forms/text-field';
import { saveSchedule } from './actions';
import { CadenceFields } from './cadence-fields';
import type { ScheduleFormValues } from './read-schedule-form';
import { TypedPreview } from './typed-preview';

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
    <form ref={form} action={save} onInput={readTyped} className="schedule" noValidate>
      <HiddenFields values={{ slug }} />
      <ProblemBox problem={problem} attempt={attempt} />
      <div className="two">
        <div className="form" key={attempt}>
          <CadenceFields values={given} problem={problem} />
          <TextField
            name="time_zone"
            label="Time zone"
            list="time-zones"
            autoComplete="off"
            spellCheck={false}
            defaultValue={given.time_zone}
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
            defaultValue={given.reveals_after_rounds ?? ''}
            fault={faultOf(problem, 'reveals_after_rounds')}
            hint="Then a round’s items, labels, secret and prediction files become public by themselves. Left empty: by hand only."
          />
          <div className="brow wraps">
            <SubmitButton busy="Saving">Save the schedule</SubmitButton>
            <span className="small muted">the changelog shows the change</span>
          </div>
        </div>
        <section className="preview" aria-label="The next rotations">
          <h2>The next rotations</h2>
          <TypedPreview values={typed} after={after} />
          <noscript>
            <p className="small muted">Computed anew when you save.</p>
          </noscript>
        </section>
      </div>
    </form>
  );
}
