const common =
  'inline-flex items-center justify-self-start gap-7 border rounded-edge text-small/inherit font-medium no-underline cursor-pointer transition-[border-color,background]';
const off =
  'disabled:bg-well disabled:border-rule disabled:text-ink-3 disabled:cursor-not-allowed aria-disabled:bg-well aria-disabled:border-rule aria-disabled:text-ink-3 aria-disabled:cursor-not-allowed';
const oneLine = 'h-34 whitespace-nowrap';

const looks = {
  plain: `px-12 border-rule-2 bg-panel text-ink hover:border-ink ${off}`,
  main: `px-12 border-ink bg-ink text-paper hover:border-deep hover:bg-deep ${off}`,
  danger: `px-12 border-over bg-panel text-over ${off}`,
  text: 'px-6 border-transparent text-sea hover:underline hover:underline-offset-[0.2em] disabled:cursor-not-allowed',
  /** One of several that share a row. */
  share: `flex-1 justify-center px-12 border-rule-2 text-ink hover:border-ink ${off}`,
};

export type ButtonLook = keyof typeof looks;

/** The classes of a button or of a link that looks like one. @param wraps for a long name in a narrow column */
export const buttonClasses = (look: ButtonLook, wraps = false): string =>
  `${common} ${looks[look]} ${wraps ? 'min-h-34 text-left' : oneLine}`;
