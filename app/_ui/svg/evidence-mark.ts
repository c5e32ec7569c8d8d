import type { Evidence } from '@/lib/core/benchmark';

/** The marks of `EvidenceMark` once more, as text: `full` is filled with the colour of the evidence, `paper` with that of the ground. */
export const evidenceMarks: Readonly<Record<Evidence, string>> = {
  prospective: '<circle class="full" r="4.1"/>',
  'in-round':
    '<circle class="paper" r="4.3"/><path class="full" stroke="none" d="M0-4.3a4.3 4.3 0 0 0 0 8.6z"/>',
  practice: '<path class="paper" d="M0-5.5 5.5 0 0 5.5-5.5 0z"/>',
};
