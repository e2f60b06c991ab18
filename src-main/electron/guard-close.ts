/**
 * A window with unsaved work is not closed without a question. The page holds its own closing back (`beforeunload`);
 * the user is asked here, and the page is told to save or to discard, after which it closes itself. What the user does
 * not answer, and a save that fails, leaves the window open.
 */
import { leaveChannel, type LeaveChoice } from '../contract/channels.ts';

/** The part of a window's contents that is used. */
export interface ClosingPage {
  on(event: 'will-prevent-unload', listener: () => void): unknown;
  send(channel: string, choice: LeaveChoice): void;
  isDestroyed(): boolean;
}

/** In the order of the buttons. */
export const closeAnswers = ['save', 'discard', 'stay'] as const;

export type CloseAnswer = (typeof closeAnswers)[number];

export const closeQuestion = {
  type: 'warning',
  message: 'This network has unsaved changes.',
  detail: 'They are lost if you do not save them.',
  buttons: ['Save', 'Don’t save', 'Cancel'],
  defaultId: 0,
  cancelId: 2,
  noLink: true,
} as const;

export function guardClose(page: ClosingPage, ask: () => Promise<CloseAnswer>): void {
  let asking = false;
  const answered = async (): Promise<void> => {
    try {
      const answer = await ask();
      if (answer !== 'stay' && !page.isDestroyed()) page.send(leaveChannel, answer);
    } finally {
      asking = false;
    }
  };
  page.on('will-prevent-unload', () => {
    // A second press of the close button while the question stands is not a second question.
    if (asking) return;
    asking = true;
    void answered();
  });
}
