import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDocumentStore, type DocumentStore } from '../../src-renderer/document/document-store.ts';

const text = readFileSync(new URL('../../scenarios/hello-hub/scenario.yaml', import.meta.url), 'utf8');
const file = {
  id: 'f1',
  name: 'mine.yaml',
  folder: 'Workspace',
  place: 'workspace',
  writable: true,
  modifiedMs: 1,
  about: null,
} as const;

function opened(): DocumentStore {
  let now = 0;
  // Ten seconds between any two changes: nothing merges unless a test wants it to.
  const store = createDocumentStore(() => (now += 10_000));
  store.open(text, file, 'mine.yaml');
  return store;
}

describe('the document store', () => {
  it('derives the scenario from the text', () => {
    const state = opened().state.getState();
    expect(state.scenario?.networks?.['spoke-a']).toMatchObject({ cidrs: ['10.1.0.0/16'] });
    expect(state.readable).toBe(true);
    expect(state.dirty).toBe(false);
  });

  it('changes only the characters that an edit is about', () => {
    const store = opened();
    const path = ['networks', 'spoke-a', 'cidrs', 0];
    expect(store.change({ label: 'CIDR', edits: [{ op: 'set', path, value: '10.9.0.0/16' }] })).toEqual({
      ok: true,
    });
    expect(store.state.getState().text).toBe(text.replace('cidrs: [10.1.0.0/16]', 'cidrs: [10.9.0.0/16]'));
    expect(store.state.getState().dirty).toBe(true);
  });

  it('undoes to the identical text and redoes to the identical change', () => {
    const store = opened();
    store.change({ label: 'rename', edits: [{ op: 'rename', path: ['workloads', 'web'], to: 'frontend' }] });
    const changed = store.state.getState().text;
    store.undo();
    expect(store.state.getState()).toMatchObject({ text, dirty: false });
    store.redo();
    expect(store.state.getState().text).toBe(changed);
  });

  it('keeps the last readable scenario while the text has errors, and says so', () => {
    const store = opened();
    store.replaceText('type', text.replace('netwright: 1', 'netwright: 1\nnonsense: 2'));
    const state = store.state.getState();
    expect(state.readable).toBe(false);
    expect(state.scenario?.name).toBe('Hello hub');
    expect(state.parseProblems.map(({ code }) => code)).toContain('document/unknown-key');
  });

  it('shows nothing of the document before when the next one cannot be read', () => {
    const store = opened();
    store.open('[', null, 'broken.yaml');
    expect(store.state.getState().scenario).toBe(null);
  });

  it('counts recovered text as unsaved until it is saved', () => {
    const store = opened();
    store.open(text, file, 'mine.yaml', true);
    expect(store.state.getState().dirty).toBe(true);
    store.saved(file, text);
    expect(store.state.getState().dirty).toBe(false);
  });

  it('stays dirty when typing went on while the file was written', () => {
    const store = opened();
    store.replaceText('type', `${text}# one\n`);
    const written = store.state.getState().text;
    store.replaceText('type', `${text}# one\n# two\n`);
    store.saved(file, written);
    expect(store.state.getState().dirty).toBe(true);
  });
});
