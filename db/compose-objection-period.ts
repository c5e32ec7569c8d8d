/**
 * How long anybody may object to an erratum, as a function that neither process can change: what the database enforces isn't
 * told to it by whom it holds to it.
 */
export function composeObjectionPeriod(hours: number): string {
  if (!Number.isInteger(hours) || hours < 0) throw new Error('a time for objections is whole hours');
  return `create or replace function objection_period() returns interval language sql immutable as $$ select interval '${hours} hours' $$;\n`;
}
