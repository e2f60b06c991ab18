/** Starts the parser's worker. */
import type { JudgePort, JudgeReply } from './judge.ts';

export function startJudgeWorker(): JudgePort {
  const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (question) => worker.postMessage(question, []),
    onReply: (handle) =>
      worker.addEventListener('message', (event: MessageEvent<JudgeReply>) => handle(event.data)),
  };
}
