/** Writes the report of the open document into a file of its own that can be sent around: HTML with everything in it. */
import { sentenceOf } from '../host/host-refusal.ts';
import { useApp } from '../ui/app-context.ts';
import { useDesk } from '../ui/use-desk.ts';

export function useReport(): () => Promise<void> {
  const { workbench, host, description } = useApp();
  const { document: store, answers, asking } = useDesk();
  return async () => {
    const { text, name } = store.state.getState();
    const { run } = answers.state.getState();
    workbench.setState({ notice: { tone: 'info', text: 'Writing the report…' } });
    const answer = await asking.report(text, run?.text === text ? run.result : null);
    if (answer.kind !== 'answer') {
      const why = answer.kind === 'refused' ? answer.message : '';
      workbench.setState({ notice: { tone: 'error', text: `There is no report. ${why}` } });
      return;
    }
    const fileName = `${name.replace(/\.(?:ya?ml|json)$/, '')}.html`;
    if (description.nativeDialogs) {
      try {
        const written = await host.exportFile(fileName, answer.value);
        const notice = written === null ? null : ({ tone: 'info', text: `Saved as ${written}.` } as const);
        workbench.setState({ notice });
      } catch (error) {
        workbench.setState({ notice: { tone: 'error', text: sentenceOf(error) } });
      }
      return;
    }
    const address = URL.createObjectURL(new Blob([answer.value], { type: 'text/html' }));
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = fileName;
    anchor.click();
    URL.revokeObjectURL(address);
    workbench.setState({
      notice: { tone: 'info', text: `The report is in your downloads as ${anchor.download}.` },
    });
  };
}
