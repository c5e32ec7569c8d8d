import Link from 'next/link';
import type { ReactNode } from 'react';
import { Fold } from '@/app/_ui/page/fold';

/** What somebody asks who has never sent a file, the most urgent first. */
const questions: readonly { title: string; answer: ReactNode }[] = [
  {
    title: 'Who may submit, and what does it cost?',
    answer: 'Anybody with an e-mail address. It costs nothing.',
  },
  {
    title: 'What do I send?',
    answer:
      'A file with a prediction for each item: CSV or JSON Lines. Some benchmarks also take a model as an ONNX file, and run it.',
  },
  {
    title: 'How often may I submit?',
    answer:
      'Each benchmark says so many a round and so many a day, for a team. A file with a fault uses none, nor does a check.',
  },
  {
    title: 'Why am I not told every score?',
    answer: (
      <>
        Whoever hears a score often enough can climb it without a better model. So by default a round uses a{' '}
        <Link href="/methods#guarded-ladder">guarded ladder</Link>: it tells a score only when a file is shown
        to be better.
      </>
    ),
  },
  {
    title: 'What does “no significant improvement” mean?',
    answer:
      'The test couldn’t tell your file from the one it had to beat. It doesn’t say that your file is worse.',
  },
  {
    title: 'Which of my submissions counts?',
    answer:
      'One of each model: its best reported score, or the one you choose on its page while the round is open.',
  },
  {
    title: 'When am I ranked?',
    answer: (
      <>
        When the round closes. The ranking rests on the <Link href="/methods#parts">final part</Link>: items
        of the round that no answer was about.
      </>
    ),
  },
  {
    title: 'Why does my rank say “2–5”?',
    answer: (
      <>
        One model is shown to be better, and at most four could be. Where tests can’t tell models apart, they
        share <Link href="/methods#ranks">rank intervals</Link> instead of a made-up order.
      </>
    ),
  },
  {
    title: 'May I use two accounts?',
    answer: 'It won’t help: maintainers may link teams that are the same people, and those share one quota.',
  },
  {
    title: 'Who sees my file?',
    answer: (
      <>
        While the round is open the site shows it to nobody. When the round is revealed, your file is
        published with its labels, so that anybody can{' '}
        <Link href="/methods#commitment">compute your score again</Link>.
      </>
    ),
  },
  {
    title: 'Can I take a submission back?',
    answer:
      'Yes, on its page until the round closes; a withdrawn file is never published. The submission stays used.',
  },
  {
    title: 'What may I train on?',
    answer:
      'That is in each benchmark’s rules. Say what you used in the disclosure; it is shown beside your model.',
  },
];

export function Questions() {
  return (
    <div>
      {questions.map(({ title, answer }) => (
        <Fold key={title} title={title}>
          <p className="max-w-[66ch] text-ink-2">{answer}</p>
        </Fold>
      ))}
    </div>
  );
}
