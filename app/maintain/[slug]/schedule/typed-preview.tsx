'use client';

import { newScheduleSchema, toSchedule } from '@/lib/contracts/schedule';
import { readScheduleForm, type ScheduleFormValues } from './read-schedule-form';
import { RotationPreview } from './rotation-preview';

/** The rotations of what is typed at the moment, or what is missing to compute them. */
export function TypedPreview({ values, after }: { values: ScheduleFormValues; after: string }) {
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
