import { sections } from './sections';

/** Beside the page where there is room, and in view for as long as it is read; else above it. */
export function MethodContents() {
  return (
    <nav
      aria-label="Sections of this page"
      className="sticky top-s4 max-h-[calc(100vh-2rem)] overflow-y-auto border-t-line border-ink pt-s3 max-wide:static max-wide:max-h-none print:hidden"
    >
      <ol className="list-none pl-0 text-small/[1.35] max-wide:columns-[3_13rem] max-wide:gap-x-s6">
        {sections.map(({ id, title }) => (
          <li key={id} className="break-inside-avoid">
            <a
              href={`#${id}`}
              className="block border-l border-rule-2 py-4 pl-12 text-ink-2 no-underline hover:border-ink hover:text-ink"
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
