import results from './attack-results.json';

/** Order and words of the mechanisms that `npm run bench:attacks` tries; the file holds their figures. */
export const mechanisms = [
  { name: 'exact', title: 'exact score' },
  { name: 'two-decimals', title: 'rounded to 2 decimals' },
  { name: 'ladder-1se', title: 'ladder at 1 SE' },
  { name: 'ladder-3se', title: 'ladder at 3 SE' },
  { name: 'guarded', title: 'guarded ladder' },
] as const;

export type MechanismName = (typeof mechanisms)[number]['name'];

export const repetitions = results.repetitions;
export const closedForm = results.closed_form;

/** Cells of the paper's attack on 4,000 feedback items, by the number of files submitted. */
export const listLosses = (mechanism: MechanismName) =>
  results.paper.filter((cell) => cell.mechanism === mechanism);

/** Mean gain of 700 hill-climbing files on 1,000 feedback items, in standard errors. */
export function findHillClimbingGain(mechanism: MechanismName): number {
  const cell = results.hill_climbing.find(
    (cell) => cell.mechanism === mechanism && cell.items === 1000 && cell.submissions === 700,
  );
  if (!cell) throw new Error(`attack-results.json lacks hill-climbing by ${mechanism}`);
  return cell.gain_in_standard_errors.mean;
}
