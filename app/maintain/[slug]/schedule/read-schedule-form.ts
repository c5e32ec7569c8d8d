import type { ScheduleView } from '@/lib/contracts/schedule';
import { type CadenceKind, cadenceKinds } from '@/lib/core/round/schedule/schedule';

export type ScheduleFormValues = Readonly<Record<string, string>>;

/** The request body from the form, not yet validated. Fields that belong to other cadences are left out. */
export function readScheduleForm(values: ScheduleFormValues): {
  schedule: unknown;
  reveals_after_rounds: unknown;
} {
  const { time_zone = '', gap_hours = '', reveals_after_rounds = '' } = values;
  return {
    schedule: {
      cadence: readCadence(values),
      time_zone: time_zone.trim(),
      gap_hours: gap_hours.trim() === '' ? 0 : Number(gap_hours),
    },
    reveals_after_rounds: reveals_after_rounds.trim() === '' ? null : Number(reveals_after_rounds),
  };
}

function readCadence({ kind, day, weekday, every, from, time, dates = '' }: ScheduleFormValues): object {
  switch (kindOf(kind)) {
    case 'monthly':
      return { kind, day, time };
    case 'weekly':
      return { kind, weekday, time };
    case 'days':
      return { kind, every, from, time };
    case 'dates':
      // The form has a blank between date and time, where the API has a `T`.
      return { kind, dates: dates.split('\n').flatMap((line) => line.trim().replace(/\s+/, 'T') || []) };
    default:
      return { kind };
  }
}

const kindOf = (text: string | undefined): CadenceKind | undefined =>
  cadenceKinds.find((kind) => kind === text);

/** The form's field values for a saved schedule; fields that belong to other cadences get defaults. */
export function formValuesOf(
  { cadence, time_zone, gap_hours }: ScheduleView,
  revealsAfterRounds: number | null,
): Record<string, string> {
  const { kind, ...own } = cadence;
  const fields = Object.entries(own).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map((date) => date.replace('T', ' ')).join('\n') : String(value),
  ]);
  return {
    day: '1',
    weekday: '1',
    every: '28',
    time: '00:00',
    ...Object.fromEntries(fields),
    kind,
    time_zone,
    gap_hours: String(gap_hours),
    reveals_after_rounds: revealsAfterRounds === null ? '' : String(revealsAfterRounds),
  };
}
