import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { defineConfig, type Plugin } from 'rolldown'

const SOURCES = import.meta.dirname
const OUTPUT = join(SOURCES, '../dist')

/** Packages with files of their own beside their code, which stay dependencies; the other packages are built in. */
const EXTERNAL = [/^node:/, /^@electric-sql\/pglite/, /^piscina$/, /^class-validator$/]

/** The program in few files: to find and read a thousand of them takes longer than all else at a node's start. */
export default defineConfig({
  input: { main: join(SOURCES, 'main.ts'), 'workers/compute-worker': join(SOURCES, 'workers/compute-worker.ts') },
  platform: 'node',
  external: EXTERNAL,
  transform: { target: 'node20.19' },
  plugins: [places(), licences(), cleaning()],
  output: {
    dir: OUTPUT,
    chunkFileNames: '[name].js',
    sourcemap: true,
    // GraphQL types and errors are called as their classes are.
    keepNames: true,
  },
})

/** A file of the sources finds others from where it would stand in `dist`, whichever file of the bundle it is part of. */
function places(): Plugin {
  return {
    name: 'places',
    transform: {
      filter: { id: new RegExp(`^${SOURCES}/(?!bundle)`), code: 'import.meta.' },
      handler(code, id) {
        const place = `../dist/${relative(SOURCES, id).replace(/ts$/, 'js')}`
        const placed = code
          .replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`)
          .replaceAll('import.meta.filename', `(import.meta.dirname + '/${place}')`)
          .replaceAll('import.meta.dirname', `(import.meta.dirname + '/${dirname(place)}')`)
        // No line moves.
        return { code: placed, map: null }
      },
    },
  }
}

/** The licences of the packages that are built in, as they ask for. */
function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle() {
      const folders = new Set([...this.getModuleIds()].flatMap(packageFolderOf))
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: [...folders].sort().map(licenceIn).join('\n') })
    },
  }
}

function packageFolderOf(id: string): string[] {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []
}

function licenceIn(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file))
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return [`# ${name} ${version}: ${license}`, ...texts, ''].join('\n\n')
}

/** What an earlier build has left goes, but for what the other steps of a build make. */
function cleaning(): Plugin {
  return {
    name: 'cleaning',
    generateBundle({ dir = OUTPUT }, bundle) {
      const made = new Set(Object.keys(bundle).map((path) => path.split('/')[0]))
      const isStale = (name: string) => !made.has(name) && name !== 'dashboard' && !name.endsWith('.tgz')
      for (const name of existsSync(dir) ? readdirSync(dir).filter(isStale) : [])
        rmSync(join(dir, name), { recursive: true })
    },
  }
}
