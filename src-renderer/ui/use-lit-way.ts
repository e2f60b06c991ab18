/** Which direction of the trace is lit on the canvas: only while its paths are read, so that loads show otherwise. */
import { useWorkbench } from './app-context.ts';
import type { WorkbenchState } from './workbench.ts';

export function useLitWay(): WorkbenchState['litWay'] {
  return useWorkbench((state) => (state.tab === 'paths' ? state.litWay : null));
}
