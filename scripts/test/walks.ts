/** A walk through the code, as a document lists it: a title and the files in order. */
export type Walk = { readonly title: string; readonly steps: readonly WalkStep[] };
/** `isElsewhere`: the step comes after the queue or in another thread. */
export type WalkStep = { readonly path: string; readonly isElsewhere: boolean };

/** The walks of a Markdown text: numbered lists whose lines begin with a path, each below a heading of the third level. */
export function listWalks(markdown: string): Walk[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .flatMap((section) => {
      const [title = '', ...lines] = section.split('\n');
      const steps = lines.flatMap((line) => {
        const [, path, words] = /^\d+\. `([^`]+\.tsx?)`: (.*)$/.exec(line) ?? [];
        return path === undefined
          ? []
          : [{ path, isElsewhere: /\bby the job `\w+`|\bin a thread\b/.test(words ?? '') }];
      });
      return steps.length > 0 ? [{ title, steps }] : [];
    });
}

/**
 * Steps that no earlier step imports.
 *
 * @param listImports the paths that a file imports
 */
export function listLostSteps({ steps }: Walk, listImports: (path: string) => readonly string[]): string[] {
  return steps
    .filter(
      ({ path, isElsewhere }, i) =>
        i > 0 &&
        !isElsewhere &&
        !steps.slice(0, i).some((earlier) => listImports(earlier.path).includes(path)),
    )
    .map(({ path }) => path);
}
