import type { ModelLetter as Letter } from '@/lib/contracts/compared-models';

/** What a model is called where several stand side by side. */
export function ModelLetter({ letter }: { letter: Letter }) {
  return (
    <span className="inline-grid size-19 flex-none place-items-center border border-ink bg-panel align-middle font-serif text-[13px]/[1] font-semibold font-stretch-normal text-ink normal-nums">
      {letter}
    </span>
  );
}
