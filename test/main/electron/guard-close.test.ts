import { describe, expect, it } from 'vitest';
import {
  closeAnswers,
  type CloseAnswer,
  closeQuestion,
  guardClose,
} from '../../../src-main/electron/guard-close.ts';

const unheard = (): void => undefined;

/** A page that holds its closing back, and a question that is answered by hand. */
function window() {
  const sent: unknown[][] = [];
  const asked: ((answer: CloseAnswer) => void)[] = [];
  let close = unheard;
  let destroyed = false;
  guardClose(
    {
      on: (_event, listener) => {
        close = listener;
      },
      send: (...args) => sent.push(args),
      isDestroyed: () => destroyed,
    },
    () => new Promise((answer) => asked.push(answer)),
  );
  return {
    sent,
    asked,
    close: () => close(),
    destroy: () => {
      destroyed = true;
    },
    answer: async (answer: CloseAnswer) => {
      asked.shift()!(answer);
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

describe('closing a window with unsaved work', () => {
  it('has a question with an answer for each button, of which the last changes nothing', () => {
    expect(closeQuestion.buttons).toHaveLength(closeAnswers.length);
    expect(closeAnswers[closeQuestion.cancelId]).toBe('stay');
    expect(closeAnswers[closeQuestion.defaultId]).toBe('save');
  });

  it('tells the page to save or to discard, as the user answered', async () => {
    const { close, answer, sent } = window();
    close();
    await answer('save');
    close();
    await answer('discard');
    expect(sent).toEqual([
      ['window:leave', 'save'],
      ['window:leave', 'discard'],
    ]);
  });

  it('leaves the window alone when the user wants to stay, and asks again next time', async () => {
    const { close, answer, sent, asked } = window();
    close();
    await answer('stay');
    expect(sent).toEqual([]);
    close();
    expect(asked).toHaveLength(1);
  });

  it('asks once, however often the close button is pressed', () => {
    const { close, asked } = window();
    close();
    close();
    expect(asked).toHaveLength(1);
  });

  it('says nothing to a page that has gone meanwhile', async () => {
    const { close, answer, sent, destroy } = window();
    close();
    destroy();
    await answer('save');
    expect(sent).toEqual([]);
  });
});
