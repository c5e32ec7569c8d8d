const common =
  'inline-flex items-center justify-self-start gap-7 border rounded-edge font-medium no-underline cursor-pointer transition-[border-color,background]';
const off =
  'disabled:bg-well disabled:border-rule disabled:text-ink-3 disabled:cursor-not-allowed aria-disabled:bg-well aria-disabled:border-rule aria-disabled:text-ink-3 aria-disabled:cursor-not-allowed';
const oneLine = 'whitespace-nowrap';

/** `large` for the two or three ways on that a page begins with. */
const sizes = {
  usual: { height: 'h-34', least: 'min-h-34', type: 'text-small/inherit', pad: 'px-12' },
  large: { height: 'h-42', least: 'min-h-42', type: 'text-data/inherit', pad: 'px-18' },
};
export type ButtonSize = keyof typeof sizes;

const looks = {
  plain: `border-rule-2 bg-panel text-ink hover:border-ink ${off}`,
  main: `border-ink bg-ink text-paper hover:border-deep hover:bg-deep ${off}`,
  danger: `border-over bg-panel text-over ${off}`,
  text: 'border-transparent text-sea hover:underline hover:underline-offset-[0.2em] disabled:cursor-not-allowed',
  /** One of several that share a row. */
  share: `flex-1 justify-center border-rule-2 text-ink hover:border-ink ${off}`,
};

export type ButtonLook = keyof typeof looks;

/** The classes of a button or of a link that looks like one. @param wraps for a long name in a narrow column */
export function buttonClasses(look: ButtonLook, wraps = false, size: ButtonSize = 'usual'): string {
  const { height, least, type, pad } = sizes[size];
  const shape = wraps ? `${least} text-left` : `${height} ${oneLine}`;
  return `${common} ${looks[look]} ${type} ${look === 'text' ? 'px-6' : pad} ${shape}`;
}
