/** The outline: every object of the document by name, in a tree that keyboards and screen readers know. It is the canvas in words. */
import { ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Collection } from 'react-aria-components/Collection';
import { Tree, TreeItem, TreeItemContent } from 'react-aria-components/Tree';
import type { Severity } from '../../src-sim/index.ts';
import { recordOfPath } from '../document/record-path.ts';
import { severityByRecord } from '../canvas/elements.ts';
import { nounOf } from '../document/field-table.ts';
import { ancestorsOf, keysWithChildren, type OutlineItem, outlineTree } from '../document/outline-tree.ts';
import { addressLine } from '../document/records.ts';
import { useWorkbench } from '../ui/app-context.ts';
import { useActions } from '../ui/use-actions.ts';
import { useAnswers, useDocument, usePicture } from '../ui/use-desk.ts';
import { NounIcon } from './NounIcon.tsx';
import { SeverityIcon } from './SeverityIcon.tsx';

export function Outline() {
  const actions = useActions();
  const picture = usePicture();
  const selected = useWorkbench((state) => state.selected);
  const session = useDocument((state) => state.session);
  const problems = useAnswers((state) => state.problems);
  const severities = useMemo(() => severityByRecord(problems, recordOfPath), [problems]);
  const items = useMemo(
    () => (picture === null ? [] : outlineTree(picture.records, picture.tree)),
    [picture],
  );
  const [closed, setClosed] = useClosed(session);

  useEffect(() => {
    const around = selected === null ? null : ancestorsOf(items, selected);
    if (around !== null && around.some((key) => closed.has(key)))
      setClosed(new Set([...closed].filter((key) => !around.includes(key))));
    // Only a new selection opens what hides it; closing by hand afterwards is the user's business.
  }, [selected]);

  return (
    <section
      className="outline"
      aria-label="Outline"
      onKeyDown={(event) => {
        if (event.key === 'Delete') actions.remove();
      }}
    >
      <h2>Outline</h2>
      <Tree
        aria-label="Objects of the document"
        className="tree"
        items={items}
        dependencies={[severities]}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected === null ? [] : [selected]}
        expandedKeys={keysWithChildren(items).filter((key) => !closed.has(key))}
        onExpandedChange={(open) =>
          setClosed(new Set(keysWithChildren(items).filter((key) => !(open as Set<string>).has(key))))
        }
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (typeof key === 'string' && !key.startsWith('group:')) actions.select(key);
        }}
      >
        {(item) => <OutlineRow item={item} severities={severities} />}
      </Tree>
    </section>
  );
}

/** Groups of things that are not drawn start closed. */
function useClosed(session: number): [ReadonlySet<string>, (closed: ReadonlySet<string>) => void] {
  const initial: ReadonlySet<string> = new Set(
    ['routeTables', 'securityGroups', 'pools', 'events', 'measurements', 'attachments'].map(
      (name) => `group:${name}`,
    ),
  );
  const [kept, setKept] = useState({ session, closed: initial });
  const closed = kept.session === session ? kept.closed : initial;
  return [closed, (next) => setKept({ session, closed: next })];
}

interface OutlineRowProps {
  readonly item: OutlineItem;
  readonly severities: ReadonlyMap<string, Severity>;
}

function OutlineRow({ item, severities }: OutlineRowProps) {
  const severity = severities.get(item.key);
  const address = item.entry === null ? '' : addressLine(item.entry);
  const noun = item.entry === null ? '' : nounOf(item.entry.kind);
  const says = [item.title, noun, address, severity === undefined ? '' : `has ${severitySaid[severity]}`];
  return (
    <TreeItem id={item.key} textValue={says.filter(Boolean).join(', ')} className="tree-row">
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
            <span className="tree-title">{item.title}</span>
            {item.entry === null && <span className="count">{item.children.length}</span>}
            <span className="tree-address">{address}</span>
            {severity !== undefined && <SeverityIcon severity={severity} />}
          </div>
        )}
      </TreeItemContent>
      <Collection items={item.children} dependencies={[severities]}>
        {(child) => <OutlineRow item={child} severities={severities} />}
      </Collection>
    </TreeItem>
  );
}

const severitySaid: Record<Severity, string> = { error: 'an error', warning: 'a warning', info: 'a remark' };
