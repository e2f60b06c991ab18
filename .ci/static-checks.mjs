// The checks that read the sources without running them. Each counts as one test.
const sources = ['src-sim', 'src-main', 'src-renderer', 'test'];

export const staticChecks = [
  { name: 'format', tool: 'biome', args: ['format', '.'] },
  {
    name: 'lint',
    tool: 'oxlint',
    args: ['--type-aware', '--deny-warnings', '-c', '.oxlintrc.json', ...sources, '.ci'],
  },
  ...sources.map((folder) => ({ name: `types ${folder}`, tool: 'tsc', args: ['-p', folder] })),
];
