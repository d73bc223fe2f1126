import { defineConfig } from 'vite'

/** The API of a node that runs, for `npx vite src/dashboard` while working on the pages. */
const NODE_URL = process.env.ROCHDALE_URL ?? 'http://127.0.0.1:4000'

export default defineConfig({
  root: import.meta.dirname,
  // The same parser, with what it needs of Node.js.
  resolve: { alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' } },
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    // A file that is a data: URL would need a wider content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    reportCompressedSize: false,
    // The pure rooms do nothing when they are loaded: what the pages do not use of them stays out.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: /\/src\/(kernel|typedef|imports)\//, sideEffects: false }] },
    },
  },
  server: { proxy: { '/graphql': { target: NODE_URL, ws: true, changeOrigin: true } } },
})
