/** The lower part: the answers about the document, one tab each. */
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useApp, useWorkbench } from '../ui/app-context.ts';
import type { BottomTab } from '../ui/workbench.ts';
import { useAnswers } from '../ui/use-desk.ts';
import { Splitter } from '../ui/Splitter.tsx';
import { PacketsPanel } from './packets/PacketsPanel.tsx';
import { PathsPanel } from './paths/PathsPanel.tsx';
import { SimulatePanel } from './playback/SimulatePanel.tsx';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import { ResultsPanel } from './ResultsPanel.tsx';

export function AnswersPanel() {
  const { workbench } = useApp();
  const tab = useWorkbench((state) => state.tab);
  const problems = useAnswers((state) => state.problems);
  const grave = problems.filter((problem) => problem.severity !== 'info').length;
  return (
    <section className="answers" aria-label="Answers">
      <Splitter />
      <Tabs
        selectedKey={tab}
        onSelectionChange={(key) => workbench.setState({ tab: key as BottomTab })}
        className="tabs"
      >
        <TabList aria-label="Answers" className="tab-list">
          <Tab id="problems">Problems {grave > 0 && <span className="count">{grave}</span>}</Tab>
          <Tab id="results">Results</Tab>
          <Tab id="simulate">Simulate</Tab>
          <Tab id="packets">Packets</Tab>
          <Tab id="paths">Paths</Tab>
        </TabList>
        <TabPanel id="problems" className="tab-panel">
          <ProblemsPanel />
        </TabPanel>
        <TabPanel id="results" className="tab-panel">
          <ResultsPanel />
        </TabPanel>
        <TabPanel id="simulate" className="tab-panel">
          <SimulatePanel />
        </TabPanel>
        <TabPanel id="packets" className="tab-panel">
          <PacketsPanel />
        </TabPanel>
        <TabPanel id="paths" className="tab-panel">
          <PathsPanel />
        </TabPanel>
      </Tabs>
    </section>
  );
}
