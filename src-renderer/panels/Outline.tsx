/** The outline: every object of the document by name, in a tree that keyboards and screen readers know. It is the canvas in words. */
import { ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Collection } from 'react-aria-components/Collection';
import { Tree, TreeItem, TreeItemContent } from 'react-aria-components/Tree';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import type { Severity } from '../../src-sim/index.ts';
import { nounOf } from '../document/field-table.ts';
import {
  ancestorsOf,
  keysWithChildren,
  openAtFirst,
  type OutlineItem,
  outlineTree,
  rowsShown,
} from '../document/outline-tree.ts';
import { type AddressLine, addressLine, type PlannedAddresses } from '../document/records.ts';
import { useWorkbench } from '../ui/app-context.ts';
import { useActions } from '../ui/use-actions.ts';
import { useAnswers, useDocument, usePicture, useSeverities } from '../ui/use-desk.ts';
import { NounIcon } from './NounIcon.tsx';
import { SeverityIcon } from './SeverityIcon.tsx';

export function Outline() {
  const actions = useActions();
  const picture = usePicture();
  const selected = useWorkbench((state) => state.selected);
  const severities = useSeverities();
  const planned = useAnswers((state) => state.planned);
  const items = useMemo(
    () => (picture === null ? [] : outlineTree(picture.records, picture.tree)),
    [picture],
  );
  const [open, setOpen] = useOpen(items);

  useEffect(() => {
    const around = selected === null ? null : ancestorsOf(items, selected);
    if (around?.some((key) => !open.has(key)) === true) setOpen(new Set([...open, ...around]));
    // Only a new selection opens what hides it; closing by hand afterwards is the user's business.
  }, [selected]);

  const tree = (
    <Tree
      aria-label="Objects of the document"
      className="tree"
      items={items}
      dependencies={[severities, planned, open]}
      selectionMode="single"
      selectionBehavior="replace"
      selectedKeys={selected === null ? [] : [selected]}
      expandedKeys={open}
      onExpandedChange={(keys) => setOpen(new Set([...keys].map(String)))}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys];
        if (typeof key === 'string' && !key.startsWith('group:')) actions.select(key);
      }}
    >
      {(item) => <OutlineRow item={item} shared={{ severities, planned, open }} />}
    </Tree>
  );
  return (
    <section
      className="outline"
      aria-label="Outline"
      onKeyDown={(event) => {
        if (event.key === 'Delete') actions.remove();
      }}
    >
      <h2>Outline</h2>
      {rowsShown(items, open) > rowsAtOnceMax ? (
        <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: rowHeightPx }}>
          {tree}
        </Virtualizer>
      ) : (
        tree
      )}
    </section>
  );
}

/** Rows that are opened without being asked for, and rows beyond which only the visible ones are made. */
const [rowsAtFirstMax, rowsAtOnceMax, rowHeightPx] = [250, 400, 25];

/**
 * What is open: what was at first, except for what was toggled since. Kept as exceptions, so that what is added later
 * follows the rule of its document.
 */
function useOpen(items: readonly OutlineItem[]): [ReadonlySet<string>, (open: ReadonlySet<string>) => void] {
  const session = useDocument((state) => state.session);
  const large = useRef({ session: 0, open: null as ReadonlySet<string> | null });
  const [kept, setKept] = useState({ session, toggled: none });
  const toggled = kept.session === session ? kept.toggled : none;
  if (large.current.session !== session && items.length > 0) {
    const first = openAtFirst(items, rowsAtFirstMax);
    const everything = openAtFirst(items, Infinity);
    large.current = { session, open: first.size < everything.size ? first : null };
  }
  const byRule = useMemo(() => large.current.open ?? openAtFirst(items, Infinity), [items, session]);
  const open = useMemo(
    () => new Set(keysWithChildren(items).filter((key) => byRule.has(key) !== toggled.has(key))),
    [items, byRule, toggled],
  );
  const setOpen = (wanted: ReadonlySet<string>): void => {
    const exceptions = keysWithChildren(items).filter((key) => byRule.has(key) !== wanted.has(key));
    setKept({ session, toggled: new Set(exceptions) });
  };
  return [open, setOpen];
}

const none: ReadonlySet<string> = new Set();

interface OutlineRowProps {
  readonly item: OutlineItem;
  readonly shared: {
    readonly severities: ReadonlyMap<string, Severity>;
    readonly planned: PlannedAddresses;
    readonly open: ReadonlySet<string>;
  };
}

function OutlineRow({ item, shared }: OutlineRowProps) {
  const severity = shared.severities.get(item.key);
  const address = item.entry === null ? noAddress : addressLine(item.entry, shared.planned);
  const noun = item.entry === null ? '' : nounOf(item.entry.kind);
  const says = [
    item.title,
    noun,
    address.text + (address.chosen ? ' (auto)' : ''),
    severity === undefined ? '' : `has ${severitySaid[severity]}`,
  ];
  return (
    <TreeItem
      id={item.key}
      textValue={says.filter(Boolean).join(', ')}
      className="tree-row"
      hasChildItems={item.children.length > 0}
    >
      <TreeItemContent>
        {({ hasChildItems, level }) => (
          <div className={`tree-cell level-${Math.min(level, 6)}`} data-record={item.key}>
            {hasChildItems ? (
              <Button slot="chevron" className="chevron">
                <ChevronRight size={13} aria-hidden />
              </Button>
            ) : (
              <span className="chevron" />
            )}
            {item.entry !== null && <NounIcon kind={item.entry.kind} />}
            <span className="tree-title" title={item.title}>
              {item.title}
            </span>
            {item.entry === null && <span className="count">{item.children.length}</span>}
            <span
              className={address.chosen ? 'tree-address chosen' : 'tree-address'}
              title={address.chosen ? 'Chosen by address management (auto)' : undefined}
            >
              {address.text}
            </span>
            {severity !== undefined && <SeverityIcon severity={severity} />}
          </div>
        )}
      </TreeItemContent>
      {/* Of a closed row's contents one is made, by which the tree's keys know that it can be opened. */}
      <Collection
        items={shared.open.has(item.key) ? item.children : item.children.slice(0, 1)}
        dependencies={[shared]}
      >
        {(child) => <OutlineRow item={child} shared={shared} />}
      </Collection>
    </TreeItem>
  );
}

const noAddress: AddressLine = { text: '', chosen: false };
const severitySaid: Record<Severity, string> = { error: 'an error', warning: 'a warning', info: 'a remark' };
