/** A box for several lines. */
export const areaClasses = (isFaulty = false): string =>
  `block w-full resize-y border rounded-edge bg-panel px-10 py-8 text-data/[1.5] font-normal text-ink focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-over max-phone:text-[16px] ${isFaulty ? 'border-over' : 'border-rule-2'}`;
