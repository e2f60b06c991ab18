/** A question answered, and where the answer is no, what would make it yes. */
import type { TraceAnswer } from '../report/trace-answer.ts';
import type { TraceQuestion } from '../trace/question.ts';
import { trace } from '../trace/trace.ts';
import { findFixes, works } from './fixes/find-fixes.ts';
import type { Opened } from './open.ts';

/** `opened` is what was made of `text`, and has a fabric. */
export function answerTrace(
  text: string,
  opened: Opened & { readonly fabric: NonNullable<Opened['fabric']> },
  question: TraceQuestion,
): TraceAnswer {
  const result = trace(opened.fabric, question);
  if (works(result)) return result;
  return { ...result, fixes: findFixes(text, opened, question, result) };
}
