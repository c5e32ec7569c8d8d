const trailingNumber = /(\d{1,15})$/;

/**
 * What a participant could order ids by: their rank by UTF-16 unit, and the number they all end in (its last 15 digits,
 * which a double holds), or null.
 */
export function rankIds(ids: readonly string[]): { idRanks: Float64Array; idNumbers: Float64Array | null } {
  const order = Uint32Array.from(ids, (_, i) => i).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
  const idRanks = new Float64Array(ids.length);
  order.forEach((item, rank) => {
    idRanks[item] = rank;
  });
  const idNumbers = new Float64Array(ids.length);
  for (const [i, id] of ids.entries()) {
    const match = trailingNumber.exec(id);
    if (match === null) return { idRanks, idNumbers: null };
    idNumbers[i] = Number(match[1]);
  }
  return { idRanks, idNumbers };
}
