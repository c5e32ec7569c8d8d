import Link from 'next/link';
import type { ReactNode } from 'react';
import { Fold } from '@/app/_ui/page/fold';

/** What somebody asks who has never sent a file, the most urgent first. */
const questions: readonly { title: string; answer: ReactNode }[] = [
  {
    title: 'Who may submit, and what does it cost?',
    answer: 'Everyone with an e-mail address. It costs nothing.',
  },
  {
    title: 'What do I send?',
    answer:
      'A file with a prediction for each item: CSV or JSON Lines. Some benchmarks also take a model as an ONNX file, and run it.',
  },
  {
    title: 'How often may I submit?',
    answer:
      'Each benchmark has a limit per round and per day for a team. A file with a fault uses none, nor does a check.',
  },
  {
    title: 'Why is not every score reported?',
    answer: (
      <>
        With enough reported scores a team can climb without a better model. So by default a round uses a{' '}
        <Link href="/methods#guarded-ladder">guarded ladder</Link>: a score is reported only when a file is
        significantly better.
      </>
    ),
  },
  {
    title: 'What does “no significant improvement” mean?',
    answer:
      'The test found no significant difference from your current best. Your file may still be better or worse.',
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
        When the round closes. The ranking uses the <Link href="/methods#parts">final split</Link>: items of
        the round on which no team had feedback.
      </>
    ),
  },
  {
    title: 'Why does my rank say “2–5”?',
    answer: (
      <>
        One model is significantly better, and at most three others could be. Models that aren’t significantly
        different share <Link href="/methods#ranks">rank ranges</Link> instead of a made-up order.
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
        While the round is open only your team sees it. When the round is revealed, your file is published
        with the labels, so that every reader can{' '}
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
      'Each benchmark’s rules say it. Name your data in the disclosure, which is shown beside your model.',
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
