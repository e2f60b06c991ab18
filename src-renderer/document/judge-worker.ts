/** The parser in a worker of its own: judges what is being typed. */
import { answerJudgeQuestion, type JudgeQuestion } from './judge.ts';

addEventListener('message', (event: MessageEvent<JudgeQuestion>) =>
  postMessage(answerJudgeQuestion(event.data)),
);
