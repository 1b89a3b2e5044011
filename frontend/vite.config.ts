import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The server puts a fresh nonce in place of this word in every answer of index.html.
const NONCE = '__RELANCE_NONCE__';

// What nearly every page needs travels as two files instead of fifty small ones, and little else with it:
// scripts/bundle-size.mjs fails when too much does.
const SHARED = [
  { name: 'base', minShareCount: 29, priority: 2 },
  {
    name: 'frame',
    // Of the components those of every page: the rooms among them belong to a few.
    test: /src[\\/](App|app|lib(?![\\/]virtual-rows)|components[\\/][^\\/]+$|routes|hooks[\\/]use(Me|Stats|Monitoring))/,
    minShareCount: 2,
    priority: 1,
  },
];

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  html: { cspNonce: NONCE },
  // The manifest tells scripts/bundle-size.mjs what each page loads.
  build: {
    target: 'es2023',
    // Browsers that know light-dark(): below that it is compiled into variables that nothing sets.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    sourcemap: false,
    manifest: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: SHARED } } },
  },
  // The API checks the origin of writes against the Host header, which therefore stays the page's own.
  server: {
    proxy: { '/api': { target: process.env.RELANCE_API ?? 'http://127.0.0.1:8000', changeOrigin: false } },
  },
});
