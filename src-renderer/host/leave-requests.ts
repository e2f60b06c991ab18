/** What the user decided about unsaved work when closing an Electron window; a browser asks by itself. */
import type { LeaveChoice } from '../../src-main/contract/channels.ts';

interface HostEvents {
  onLeave(handle: (choice: LeaveChoice) => void): void;
}

export function onLeaveRequest(handle: (choice: LeaveChoice) => void): void {
  (window as { hostEvents?: HostEvents }).hostEvents?.onLeave(handle);
}
