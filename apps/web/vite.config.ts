/** Builds the app into `dist/`, each text file also compressed, as the server sends them. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Below this a compressed copy saves nothing that a network packet would notice. */
const MIN_BYTES = 1_400

export default defineConfig({
  plugins: [react(), compressed()],
  build: {
    target: 'es2023',
    // From here on browsers have `light-dark()` themselves; a stand-in for it cannot follow the switch of the page.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 640,
    rolldownOptions: {
      // Declarations only: a page takes those of its capability along, not all of them.
      treeshake: { moduleSideEffects: [{ test: /packages\/(contract|rules)\//, sideEffects: false }] },
      output: {
        chunkFileNames: ({ name }) => `assets/${name.startsWith('shared') ? 'shared' : name}-[hash].js`,
        // Dozens of small files compress badly, and a browser asks for six at a time: what every visit needs is one file, what most
        // pages share is another, and the rest of what they share is a few.
        codeSplitting: {
          groups: [
            { name: 'base', tags: ['$initial'] },
            { name: 'common', minShareCount: 5 },
            { name: 'shared', minShareCount: 2, entriesAware: true },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env.GANTRY_URL ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
})

function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return
      const files = await readdir(dir, { recursive: true })
      const texts = files.filter(file => /\.(js|css|html|svg|json)$/.test(file))
      await Promise.all(texts.map(file => compress(join(dir, file))))
    },
  }
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path)
  if (bytes.length < MIN_BYTES) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params }),
    promisify(gzip)(bytes, { level: 9 }),
  ])
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
}
