/** The bound above which units are set aside, and what these owe each unit of the round. */
export type SetAside = { readonly lossMax: number; readonly owed: number };

/**
 * The few units that could lose most would decide a test by themselves. So some are set aside, by their bounds and the level alone:
 * they count as if all of them, drawn or not, lost what they can, and the others must make up for that.
 *
 * A test needs a mean gain of about `owed` + price·b, b = `lossMax` + `owed` the most that a unit can still lose: the bound is the one for
 * which that is least. Units of one size are set aside together or not at all.
 *
 * @param ofRound what each unit of the round could lose, all ≥ 0
 * @param price of b, in mean gains
 */
export function setAside(ofRound: Float64Array, price: number): SetAside {
  const descending = ofRound.slice().sort().reverse();
  let best = { lossMax: descending[0] ?? 0, owed: 0 };
  let least = price * best.lossMax;
  let sum = 0;
  for (let k = 1; k <= descending.length; k++) {
    sum += descending[k - 1]!;
    const lossMax = descending[k] ?? 0;
    if (lossMax === descending[k - 1]) continue;
    const owed = sum / descending.length;
    const needed = owed + price * (lossMax + owed);
    if (needed >= least) continue;
    least = needed;
    best = { lossMax, owed };
  }
  return best;
}
