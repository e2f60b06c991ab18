/** Exchanges: ports, and the circuits across them. Their routers are devices like others. */
import type { BuildContext } from '../build-context.ts';
import { placeExchangePorts } from './exchange-port.ts';
import { drawVirtualCircuits } from './virtual-circuit.ts';

export function buildExchange(context: BuildContext): void {
  placeExchangePorts(context);
  context.later.connect.push(() => drawVirtualCircuits(context));
}
