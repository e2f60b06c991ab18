// Builds the window into dist/renderer. The page runs under a content security policy without inline script, so
// nothing here may add any: no preload polyfill, no data: addresses for assets.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The engine's files only define things. Said here, a window that takes the parser through the engine's door leaves the
// facts and the packet engine to the worker.
const treeshake = {
  moduleSideEffects: (id: string) => !/[\\/]src-sim[\\/]/.test(id),
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  worker: { format: 'es', rolldownOptions: { treeshake } },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      treeshake,
      output: {
        codeSplitting: {
          // One chunk a library, without what it imports: a library that is only loaded on demand stays so.
          includeDependenciesRecursively: false,
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'cytoscape', test: /node_modules[\\/]cytoscape[\\/]/ },
            { name: 'document-formats', test: /node_modules[\\/](yaml|zod|ipaddr\.js)[\\/]/ },
          ],
        },
      },
    },
  },
});
