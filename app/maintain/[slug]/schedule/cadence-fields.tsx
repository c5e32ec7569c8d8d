import { AreaField } from '@/app/_ui/forms/area-field';
import { ChoiceField } from '@/app/_ui/forms/choice-field';
import { faultOf } from '@/app/_ui/forms/form-state';
import { SelectField } from '@/app/_ui/forms/select-field';
import { TextField } from '@/app/_ui/forms/text-field';
import type { Problem } from '@/lib/contracts/problem';
import type { ScheduleFormValues } from './read-schedule-form';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The kinds of cadence, and the fields of each; a style sheet shows those of the chosen one, without scripts. */
export function CadenceFields({ values, problem }: { values: ScheduleFormValues; problem: Problem | null }) {
  return (
    <>
      <ChoiceField
        name="kind"
        label="Rounds rotate"
        type="radio"
        chosen={[values.kind ?? 'none']}
        fault={faultOf(problem, 'kind')}
        choices={[
          { value: 'monthly', title: 'Monthly' },
          { value: 'weekly', title: 'Weekly' },
          { value: 'days', title: 'Every so many days' },
          { value: 'dates', title: 'On hand-picked dates' },
          {
            value: 'none',
            title: 'Not by themselves',
            hint: 'A round opens at the instant planned with its upload, or by hand.',
          },
        ]}
      />
      <div className="cols three cadence-fields">
        <div className="of-monthly">
          <TextField
            name="day"
            type="number"
            label="Day of the month"
            min={1}
            max={31}
            defaultValue={values.day}
            fault={faultOf(problem, 'day')}
            hint="31 is the last day of every month."
          />
        </div>
        <div className="of-weekly">
          <SelectField
            name="weekday"
            label="Weekday"
            defaultValue={values.weekday}
            fault={faultOf(problem, 'weekday')}
            groups={[
              {
                title: 'Every',
                options: weekdays.map((title, i) => ({ value: String(i + 1), title })),
              },
            ]}
          />
        </div>
        <div className="of-days">
          <TextField
            name="every"
            type="number"
            label="Every"
            unit="days"
            min={1}
            max={366}
            defaultValue={values.every}
            fault={faultOf(problem, 'every')}
          />
        </div>
        <div className="of-days">
          <TextField
            name="from"
            type="date"
            label="First on"
            defaultValue={values.from ?? ''}
            fault={faultOf(problem, 'from')}
          />
        </div>
        <div className="of-monthly of-weekly of-days">
          <TextField
            name="time"
            type="time"
            label="At"
            defaultValue={values.time}
            fault={faultOf(problem, 'time')}
            hint="On the clocks of the time zone."
          />
        </div>
        <div className="of-dates wide">
          <AreaField
            name="dates"
            label="Dates"
            rows={5}
            placeholder="2026-09-01 00:00"
            defaultValue={values.dates ?? ''}
            fault={faultOf(problem, 'dates')}
            hint="One a line, ascending, on the clocks of the time zone: year-month-day hour:minute."
          />
        </div>
      </div>
    </>
  );
}
