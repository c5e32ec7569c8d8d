import {
  closeBefore,
  closeIn,
  countAct,
  dayMs,
  dueAfter,
  lastStopOf,
  type Model,
  type ModelRound,
  openDaysDefault,
  openRoundOf,
} from './model';

/** Applies to the model what a pass of the scheduler at `now` must do. */
export function rotateModel(model: Model, now: number): void {
  const open = openRoundOf(model);
  // If the clock was set back to before the newest recorded time, the scheduler does nothing until the clock has caught up.
  if (Math.max(lastStopOf(model), open?.openedAt ?? 0) > now) return;
  const dueAts: number[] = [];
  let nextDueAt = model.nextDueAt;
  while (nextDueAt !== null && nextDueAt <= now) {
    dueAts.push(nextDueAt);
    nextDueAt = dueAfter(model.schedule, nextDueAt);
  }
  const dueAt = dueAts.at(-1) ?? null;
  const closed = open && closeWhenDue(model, open, dueAts, now) ? open : null;
  const isFree = !open || closed !== null;
  // True if even the next due time has nearly come: in the gap before it a round could take no submission any more.
  const isPast = dueAt !== null && nextDueAt !== null && closeBefore(model, nextDueAt, dueAt) <= now;
  const opened = isFree && !isPast ? findNext(model, dueAt, now) : undefined;
  // The rotation stays due until the inputs of the next round are written.
  if (opened && !opened.isInputsWritten) return;
  if (opened) openBySchedule(model, opened, { dueAt, nextDueAt });

  const recorded = dueAt === null && opened ? [opened.openedAt ?? 0] : dueAts;
  for (const at of recorded) {
    const isNewest = at === recorded.at(-1);
    if (!isNewest) countAct(model, 'rotation_slept_over', 'scheduler');
    model.rotations.push({
      dueAt: at,
      closed: closed?.closedAt === at ? closed.number : null,
      opened: isNewest ? (opened?.number ?? null) : null,
    });
  }
  model.nextDueAt = nextDueAt;
  if (opened) model.overdueSince = null;
  if (isFree && !opened && dueAt !== null) {
    model.overdueSince ??= dueAt;
    countAct(model, 'refresh_overdue', 'scheduler');
  }
}

function closeWhenDue(model: Model, open: ModelRound, dueAts: readonly number[], now: number): boolean {
  const dueAt = dueAts.find((due) => due > (open.openedAt ?? 0)) ?? Number.POSITIVE_INFINITY;
  const at = Math.min(dueAt, open.closesAt ?? 0);
  if (at > now) return false;
  closeIn(open, at);
  countAct(model, 'round_closed', 'scheduler');
  return true;
}

function findNext(model: Model, dueAt: number | null, now: number): ModelRound | undefined {
  const hasCadence = model.schedule.kind !== 'none';
  if (hasCadence && dueAt === null) return undefined;
  return model.rounds
    .filter(({ state }) => state === 'sealed')
    .sort((a, b) => a.place - b.place || a.number - b.number)
    .find(({ plannedOpensAt, sealedAt }) =>
      hasCadence
        ? (plannedOpensAt ?? 0) <= (dueAt ?? 0) && (sealedAt ?? 0) <= (dueAt ?? 0)
        : plannedOpensAt !== null &&
          plannedOpensAt <= now &&
          (sealedAt ?? 0) <= now &&
          Math.max(plannedOpensAt, lastStopOf(model), sealedAt ?? 0) + openDaysDefault * dayMs > now,
    );
}

function openBySchedule(
  model: Model,
  round: ModelRound,
  { dueAt, nextDueAt }: { dueAt: number | null; nextDueAt: number | null },
): void {
  const wantedAt = dueAt ?? Math.max(round.plannedOpensAt ?? 0, round.sealedAt ?? 0);
  round.openedAt = Math.max(wantedAt, lastStopOf(model));
  round.closesAt =
    nextDueAt === null
      ? round.openedAt + openDaysDefault * dayMs
      : closeBefore(model, nextDueAt, round.openedAt);
  round.state = 'open';
  countAct(model, 'round_opened', 'scheduler');
}

/** Ids of the closed rounds after which as many further rounds have closed as the benchmark requires for a reveal. */
export function listRevealsDue({ rounds, revealsAfterRounds }: Model): string[] {
  if (revealsAfterRounds === null) return [];
  return rounds
    .filter(({ state, isOfficial }) => state === 'closed' && isOfficial)
    .filter(
      (round) =>
        rounds.filter(
          ({ state, openedAt }) =>
            (state === 'closed' || state === 'revealed') && (openedAt ?? 0) > (round.openedAt ?? 0),
        ).length >= revealsAfterRounds,
    )
    .map(({ id }) => id);
}
