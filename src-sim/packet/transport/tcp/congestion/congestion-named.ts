/** The congestion control of a connection, by the name its configuration gives. */
import type { TcpConfig } from '../tcp-config.ts';
import { Bbr } from './bbr.ts';
import type { ControlBlock } from '../control-block.ts';
import type { CongestionControl } from './congestion-control.ts';
import { Cubic } from './cubic.ts';
import { Dctcp } from './dctcp.ts';
import { NewReno } from './new-reno.ts';

export function congestionNamed(config: TcpConfig): CongestionControl<ControlBlock> {
  switch (config.congestion) {
    case 'reno':
      return new NewReno();
    case 'cubic':
      return new Cubic(config.hystart);
    case 'bbr':
      return new Bbr();
    case 'dctcp':
      return new Dctcp();
  }
}
