import type { Problem } from '@/lib/contracts/problem';

/** The API's problem with its faults at the form's fields: `schedule.cadence.day` is the field `day`. */
export function problemOfSchedule(problem: Problem): Problem {
  return {
    ...problem,
    errors: problem.errors.map(({ field, detail, ...error }) => {
      const name = field?.replace(/^schedule\.(cadence\.)?/, '');
      const line = /^dates\.(\d+)/.exec(name ?? '')?.[1];
      return { ...error, field: name, detail: line ? `line ${Number(line) + 1}: ${detail}` : detail };
    }),
  };
}
