/** Ways a document comes into the window. Unsaved work in the way is asked about first. */
import type { Recovery } from '../../src-main/contract/host.ts';
import { sentenceOf } from '../host/host-refusal.ts';
import type { App } from './app-context.ts';
import type { Opening } from './workbench.ts';

/** Set by the workbench while it holds a document: whether something would be lost. */
let unsaved: () => boolean = () => false;

export function guardUnsaved(ask: () => boolean): void {
  unsaved = ask;
}

export function bringIn(app: App, opening: Opening): void {
  if (unsaved()) app.workbench.setState({ nextOpening: opening, dialog: 'leave' });
  else app.workbench.setState({ opening, nextOpening: null, dialog: null, notice: null });
}

export async function openFile(app: App, id: string): Promise<void> {
  try {
    const { file, text } = await app.host.readFile(id);
    bringIn(app, { text, file, name: file.name, recoveryKey: null });
  } catch (error) {
    app.workbench.setState({ notice: { tone: 'error', text: sentenceOf(error) } });
  }
}

export async function openRecovery(app: App, recovery: Recovery): Promise<void> {
  let file = null;
  // The file may have gone since; the work is offered as a new document then.
  if (recovery.fileId !== null)
    file = await app.host.readFile(recovery.fileId).then(
      (content) => content.file,
      () => null,
    );
  bringIn(app, { text: recovery.text, file, name: recovery.name, recoveryKey: recovery.key });
}

/** By the system's own dialog, where the host can show it. */
export async function chooseAndOpen(app: App): Promise<void> {
  try {
    const file = await app.host.chooseFile();
    if (file !== null) await openFile(app, file.id);
  } catch (error) {
    app.workbench.setState({ notice: { tone: 'error', text: sentenceOf(error) } });
  }
}

/** A new document: one region with one network, so that there is something to go on from. */
export function openNew(app: App): void {
  const text = `netwright: 1
name: New network

sites:
  region: { kind: aws-region, region: eu-central-1 }

pools:
  private: { kind: pool, cidr: 10.0.0.0/8 }

networks:
  network: { kind: aws-vpc, site: region, cidrs: [auto/16] }
`;
  bringIn(app, { text, file: null, name: 'new-network.yaml', recoveryKey: null });
}
