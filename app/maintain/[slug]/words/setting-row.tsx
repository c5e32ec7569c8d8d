import type { ReactNode } from 'react';
import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';

/**
 * One field of what is set already: its name and hint at the left, and at the right from when a change of it counts. On a narrow
 * window one below the other.
 * @param counts in a few words
 */
export function SettingRow({ counts, children }: { counts: string; children: ReactNode }) {
  return (
    <div
      data-setting
      className="grid grid-cols-[minmax(0,1fr)_180px] gap-x-s5 gap-y-s2 border-b border-rule py-s4 max-table:grid-cols-1"
    >
      {children}
      <p className="flex items-baseline gap-s2 text-small text-balance text-ink-2">
        <CheckGlyph result="pass" className="size-11 flex-none translate-y-1" />
        {counts}
      </p>
    </div>
  );
}
