/** The examples, the user's workspace and the templates, as the host lists them. */
import { useEffect, useState } from 'react';
import { FileText, Shapes } from 'lucide-react';
import type { FileEntry } from '../../src-main/contract/host.ts';
import { sentenceOf } from '../host/host-refusal.ts';
import { useApp } from './app-context.ts';
import { openFile } from './opening.ts';
import { TemplateList } from './TemplateList.tsx';

export function FileLists() {
  const app = useApp();
  const [files, setFiles] = useState<readonly FileEntry[] | null>(null);
  useEffect(() => {
    app.host.files().then(setFiles, (error: unknown) => {
      setFiles([]);
      app.workbench.setState({ notice: { tone: 'error', text: sentenceOf(error) } });
    });
  }, [app]);
  if (files === null) return <p className="quiet">Looking for files…</p>;
  const own = files.filter((file) => file.place !== 'example');
  const examples = files.filter((file) => file.place === 'example');
  return (
    <div className="file-lists">
      <FileList
        title="Examples"
        files={examples}
        icon={<Shapes size={16} aria-hidden />}
        empty="No examples were found."
      />
      <FileList
        title="Your files"
        files={own}
        icon={<FileText size={16} aria-hidden />}
        empty="Nothing yet. What you save appears here."
      />
      <TemplateList />
    </div>
  );
}

interface FileListProps {
  readonly title: string;
  readonly files: readonly FileEntry[];
  readonly icon: React.ReactNode;
  readonly empty: string;
}

function FileList({ title, files, icon, empty }: FileListProps) {
  const app = useApp();
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {files.length === 0 && <p className="quiet">{empty}</p>}
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <button
              type="button"
              className="file"
              aria-label={file.name.replace(/\.ya?ml$/, '')}
              aria-description={file.about ?? undefined}
              onClick={() => void openFile(app, file.id)}
            >
              {icon}
              <span className="grow">
                {file.name.replace(/\.ya?ml$/, '')}
                {file.about !== null && <span className="quiet about">{file.about}</span>}
              </span>
              {file.place !== 'example' && file.modifiedMs !== null && (
                <span className="quiet">{new Date(file.modifiedMs).toLocaleDateString()}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
