import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * A classic script in the head, for it must run before the first paint; Vite bundles module scripts only. It gets a hashed name
 * among the assets, which the api serves for good.
 */
function classicHeadScript(path: string): Plugin {
  let fileName = '';
  return {
    name: 'classic-head-script',
    buildStart() {
      if (this.environment.mode === 'build') {
        const reference = this.emitFile({
          type: 'asset',
          name: 'before-paint.js',
          source: readFileSync(fromHere(path)),
        });
        fileName = this.getFileName(reference);
      }
    },
    transformIndexHtml: () => [
      { tag: 'script', attrs: { src: fileName === '' ? path.slice(1) : `/${fileName}` }, injectTo: 'head' },
    ],
  };
}

export default defineConfig({
  root: fromHere('.'),
  base: '/',
  publicDir: false,
  plugins: [react(), classicHeadScript('./src/before-paint.js')],
  resolve: { alias: { '@tidu/kernel': fromHere('../../libs/kernel/src/index.ts') } },
  build: {
    outDir: fromHere('../../dist/web'),
    emptyOutDir: true,
    // The content security policy allows no data: addresses for fonts.
    assetsInlineLimit: 0,
    // Bureau desks run browsers built on older Chromium; antd 6 itself needs `:where` (Chrome 88).
    target: ['chrome88', 'edge88', 'firefox88', 'safari14.1'],
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': process.env['TIDU_API'] ?? 'http://127.0.0.1:3000' } },
});
