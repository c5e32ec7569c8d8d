export const findingKinds = ['id', 'order', 'count', 'secret', 'nonce', 'part', 'leaf', 'root'] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Something in an archive that doesn't agree with its commitment. */
export type Finding = {
  readonly what: FindingKind;
  /** The item's id and its position, from 0; null where no single item is meant. */
  readonly id: string | null;
  readonly position: number | null;
  readonly detail: string;
};

/** The first findings, in the order they were met, and how many there were in all. */
export type FindingList = {
  readonly findings: readonly Finding[];
  readonly count: number;
  add(what: FindingKind, detail: string, item?: { id: string; position: number }): void;
};

/** Keeps the first `keptMax` findings of each kind and counts the rest, so that one kind can't crowd out another. */
export function createFindingList(keptMax: number): FindingList {
  const findings: Finding[] = [];
  const countOf = new Map<FindingKind, number>();
  let count = 0;
  return {
    findings,
    get count() {
      return count;
    },
    add(what, detail, item) {
      const countBefore = countOf.get(what) ?? 0;
      countOf.set(what, countBefore + 1);
      count += 1;
      if (countBefore < keptMax)
        findings.push({ what, id: item?.id ?? null, position: item?.position ?? null, detail });
    },
  };
}
