import type { Flag } from './flag';

/** The submissions of a flag. */
export function listFlaggedSubmissions(flag: Flag): readonly string[] {
  switch (flag.kind) {
    case 'near-copy':
    case 'equal-file':
      return [flag.first, flag.second];
    case 'random-probing':
      return flag.edits.map(({ submission }) => submission);
    case 'chance-level':
      return flag.submissions.map(({ submission }) => submission);
    case 'tiny-edit':
    case 'model-gap':
      return [flag.submission];
  }
}
