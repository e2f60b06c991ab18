/** Points the run's eye at what is chosen: the window sees nothing of it, the panels get its answers. */
import { useEffect } from 'react';
import { placesOf } from '../simulation/places.ts';
import { useWorkbench } from './app-context.ts';
import { useDesk, usePlayback } from './use-desk.ts';

export function PlaybackEye() {
  const { playback } = useDesk();
  const selected = useWorkbench((state) => state.selected);
  const text = usePlayback((state) => state.text);
  const stands = usePlayback((state) => state.stand !== null);
  const isOver = usePlayback((state) => state.isOver);
  useEffect(() => {
    const { stand } = playback.state.getState();
    if (stand !== null) playback.lookAt(placesOf(stand.result, selected));
    // At the end the busiest links are known.
  }, [playback, selected, text, stands, isOver]);
  return null;
}
