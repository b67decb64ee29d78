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

/** Packages that come in as files and not as modules. */
const AS_FILES = ['@fontsource-variable/inter', '@fontsource-variable/source-serif-4', 'world-atlas', 'maplibre-gl'];

function licence(name) {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const words = file ? readFileSync(join(folder, file), 'utf8').trim() : license;
  return `${name} ${version} (${license})\n\n${words}\n`;
}

const licences = {
  name: 'say-whose-code-the-page-holds',
  generateBundle(_options, bundle) {
    const names = new Set(AS_FILES);
    for (const chunk of Object.values(bundle)) {
      for (const id of Object.keys(chunk.modules ?? {})) {
        const found = id.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
        if (found) names.add(found[1]);
      }
    }
    const source = [...names]
      .sort()
      .map(licence)
      .join(`\n${'-'.repeat(80)}\n\n`);
    this.emitFile({ type: 'asset', fileName: 'assets/licences.txt', source });
  },
};

const stamped = {
  name: 'stamp-the-build-with-its-source',
  closeBundle() {
    writeFileSync(join(OUT, 'source.sha256'), `${digest()}\n`);
  },
};

// The built page is committed (src/tallybook/web/static), so that installing and running it takes no Node.
export default defineConfig({
  base: '/',
  plugins: [licences, stamped],
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
