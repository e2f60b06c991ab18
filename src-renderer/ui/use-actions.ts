/** What buttons and keys do to the document, in one place so that they do the same. */
import { useMemo } from 'react';
import { connectionBetween } from '../document/connect-records.ts';
import type { AdditionOutcome, Noun } from '../document/new-record.ts';
import { additionOf } from '../document/new-record.ts';
import { recordOfPath, fieldOfPath } from '../document/record-path.ts';
import { removalEdits } from '../document/removal.ts';
import { sentenceOf } from '../host/host-refusal.ts';
import { HostRefusal } from '../host/host-refusal.ts';
import type { Picture } from '../canvas/elements.ts';
import { beginLink, idle, tapWithLink } from '../canvas/tools/drawing-link.ts';
import type { Problem } from '../../src-sim/index.ts';
import { type App, useApp } from './app-context.ts';
import { type Desk, useDesk, usePicture } from './use-desk.ts';

export type SaveOutcome = 'saved' | 'name-taken' | { readonly refusal: string };

export type Actions = ReturnType<typeof actionsOf>;

export function useActions(): Actions {
  const app = useApp();
  const desk = useDesk();
  const picture = usePicture();
  return useMemo(() => actionsOf(app, desk, picture), [app, desk, picture]);
}

function actionsOf(app: App, desk: Desk, picture: Picture | null) {
  const { workbench, host } = app;
  const say = (text: string, tone: 'info' | 'error' = 'error') =>
    workbench.setState({ notice: { tone, text } });
  const select = (id: string | null, focusField: string | null = null) =>
    workbench.setState({ selected: id, focusField });

  const add = (outcome: AdditionOutcome): void => {
    if ('refusal' in outcome) return say(outcome.refusal);
    const changed = desk.document.change({ label: outcome.label, edits: outcome.edits });
    if (!changed.ok) return say(changed.message);
    workbench.setState({ notice: null });
    select(outcome.id);
  };
  const surroundings = () =>
    picture === null
      ? null
      : { records: picture.records, tree: picture.tree, selected: workbench.getState().selected };

  const write = async (fileId: string, expectedMs: number | null): Promise<boolean> => {
    const { text } = desk.document.state.getState();
    try {
      desk.document.saved(await host.writeFile(fileId, text, expectedMs), text);
      say('Saved.', 'info');
      return true;
    } catch (error) {
      say(sentenceOf(error));
      return false;
    }
  };

  return {
    select,
    add: (noun: Noun) => {
      const around = surroundings();
      if (around !== null) add(additionOf(noun, around));
    },
    beginLink: () => workbench.setState(({ selected }) => ({ link: beginLink(selected) })),
    giveUpLink: () => workbench.setState({ link: idle }),
    tap(id: string | null) {
      const { link } = workbench.getState();
      if (link.state === 'idle') return select(id);
      const step = tapWithLink(link, id);
      workbench.setState({ link: step.tool });
      const around = surroundings();
      if (step.join !== undefined && around !== null)
        add(connectionBetween(step.join.from, step.join.to, around));
    },
    remove: () => {
      const { selected } = workbench.getState();
      const entry = selected === null ? undefined : picture?.records.get(selected);
      if (entry === undefined || picture === null) return;
      const placed = desk.document.state.getState().scenario?.view?.positions ?? {};
      const edits = removalEdits([entry.id], picture.records, picture.tree, placed);
      const changed = desk.document.change({ label: `Delete ${entry.title}`, edits });
      if (!changed.ok) return say(changed.message);
      select(picture.tree.parentOf(entry.id));
    },
    move(positions: ReadonlyMap<string, { x: number; y: number }>) {
      if (picture === null) return;
      // Whoever moves one thing has seen where the others are: they stay there, too.
      const stored = desk.document.state.getState().scenario?.view?.positions ?? {};
      const edits = [...picture.positions].flatMap(([id, at]) => {
        const value = positions.get(id) ?? (id in stored ? undefined : at);
        return value === undefined
          ? []
          : [{ op: 'set' as const, path: ['view', 'positions', id], value: { ...value } }];
      });
      const [only, second] = [...positions.keys()];
      const what =
        second === undefined
          ? (picture.records.get(only ?? '')?.title ?? 'object')
          : `${positions.size} objects`;
      const merge = `move ${[...positions.keys()].join(' ')}`;
      const changed = desk.document.change({ label: `Move ${what}`, edits, merge });
      if (!changed.ok) say(changed.message);
    },
    goTo(problem: Problem) {
      select(recordOfPath(problem.path), fieldOfPath(problem.path));
    },
    cure(problem: Problem) {
      if (problem.cure === undefined) return;
      const changed = desk.document.change({ label: problem.cure.title, edits: problem.cure.edits });
      if (!changed.ok) say(changed.message);
    },
    undo: () => desk.document.undo(),
    redo: () => desk.document.redo(),
    /** Resolves with whether the text is now in a file; false also when a name is still to be asked for. */
    async save(): Promise<boolean> {
      const { file, name } = desk.document.state.getState();
      if (file?.writable === true) return write(file.id, file.modifiedMs);
      if (!app.description.nativeDialogs) {
        workbench.setState({ dialog: 'save-as' });
        return false;
      }
      try {
        const target = await host.chooseTarget(name, true);
        return target !== null && (await write(target.id, null));
      } catch (error) {
        say(sentenceOf(error));
        return false;
      }
    },
    async saveAs(name: string, replace: boolean): Promise<SaveOutcome> {
      try {
        const target = await host.chooseTarget(name, replace);
        if (target === null) return { refusal: 'Nothing was chosen.' };
        return (await write(target.id, null)) ? 'saved' : { refusal: 'The file was not written.' };
      } catch (error) {
        if (error instanceof HostRefusal && error.code === 'file/name-taken') return 'name-taken';
        return { refusal: sentenceOf(error) };
      }
    },
    run: () => {
      const { text, isOver } = desk.playback.state.getState();
      if (text !== null && !isOver) return;
      workbench.setState(({ tab }) => ({
        tab: tab === 'simulate' || tab === 'packets' ? tab : 'results',
        litWay: null,
        showLoad: true,
      }));
      desk.playback.start(desk.document.state.getState().text);
    },
    cancelRun: () => desk.playback.end(),
  };
}
