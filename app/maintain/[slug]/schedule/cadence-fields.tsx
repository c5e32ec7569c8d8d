import type { ReactNode } from 'react';
import { AreaField, ChoiceField, SelectField, TextField } from '@/app/_ui/forms/form-fields';
import { faultOf } from '@/app/_ui/forms/form-state';
import type { Problem } from '@/lib/contracts/problem';
import type { ScheduleFormValues } from './read-schedule-form';

type Props = { values: ScheduleFormValues; problem: Problem | null };

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

/** The kinds of cadence, and the fields of each; a style sheet shows those of the chosen one, without scripts. */
export function CadenceFields({ values, problem }: Props) {
  return (
    <>
      <ChoiceField
        name="kind"
        label="Rounds rotate"
        type="radio"
        chosen={[values.kind ?? 'none']}
        fault={faultOf(problem, 'kind')}
        choices={cadences}
      />
      <div className="grid grid-cols-3 items-start gap-x-s5 gap-y-s4 group-has-[[name=kind][value=none]:checked]/schedule:hidden max-phone:grid-cols-1">
        <DayFields values={values} problem={problem} />
        <IntervalFields values={values} problem={problem} />
        <TimeFields values={values} problem={problem} />
      </div>
    </>
  );
}

/** Which cadence each field is shown for. */
const shown = {
  monthly: 'group-has-[[name=kind][value=monthly]:checked]/schedule:block',
  weekly: 'group-has-[[name=kind][value=weekly]:checked]/schedule:block',
  days: 'group-has-[[name=kind][value=days]:checked]/schedule:block',
  dates: 'col-span-full group-has-[[name=kind][value=dates]:checked]/schedule:block',
};

/** What is typed into a field, and what is wrong with it. */
const fieldOf = ({ values, problem }: Props, name: keyof ScheduleFormValues) => ({
  name,
  defaultValue: values[name] ?? '',
  fault: faultOf(problem, name),
});

function ShownFor(props: { cadences: readonly (keyof typeof shown)[]; children: ReactNode }) {
  return (
    <div className={`hidden ${props.cadences.map((cadence) => shown[cadence]).join(' ')}`}>
      {props.children}
    </div>
  );
}

function DayFields(props: Props) {
  return (
    <>
      <ShownFor cadences={['monthly']}>
        <TextField
          {...fieldOf(props, 'day')}
          type="number"
          label="Day of the month"
          min={1}
          max={31}
          hint="31 is the last day of every month."
        />
      </ShownFor>
      <ShownFor cadences={['weekly']}>
        <SelectField
          {...fieldOf(props, 'weekday')}
          label="Weekday"
          groups={[{ title: 'Every', options: weekdays }]}
        />
      </ShownFor>
    </>
  );
}

function IntervalFields(props: Props) {
  return (
    <>
      <ShownFor cadences={['days']}>
        <TextField {...fieldOf(props, 'every')} type="number" label="Every" unit="days" min={1} max={366} />
      </ShownFor>
      <ShownFor cadences={['days']}>
        <TextField {...fieldOf(props, 'from')} type="date" label="First on" />
      </ShownFor>
    </>
  );
}

function TimeFields(props: Props) {
  return (
    <>
      <ShownFor cadences={['monthly', 'weekly', 'days']}>
        <TextField
          {...fieldOf(props, 'time')}
          type="time"
          label="At"
          hint="On the clocks of the time zone."
        />
      </ShownFor>
      <ShownFor cadences={['dates']}>
        <AreaField
          {...fieldOf(props, 'dates')}
          label="Dates"
          rows={5}
          placeholder="2026-09-01 00:00"
          hint="One a line, ascending, on the clocks of the time zone: year-month-day hour:minute."
        />
      </ShownFor>
    </>
  );
}
