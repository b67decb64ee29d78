import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const OUT = '../src/tallybook/web/static';
const SOURCES = ['index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.js', 'src'];

function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => files(join(path, name)));
}

/** Over every source file's path and bytes, in the order of the paths; tests/desk/test_build.py does the same. */
function digest() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(files).sort()) {
    hash
      .update(`${path}\n`)
      .update(createHash('sha256').update(readFileSync(path)).digest('hex'))
      .update('\n');
  }
  return hash.digest('hex');
}

const stamped = {
  name: 'stamp-the-build-with-its-source',
  closeBundle() {
    writeFileSync(join(OUT, 'source.sha256'), `${digest()}\n`);
  },
};

// The built page is committed (src/tallybook/web/static), so that installing and running it takes no Node.
export default defineConfig({
  base: '/',
  plugins: [stamped],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8631' } },
});
