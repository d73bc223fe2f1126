import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CommandError, type Inspection, type NewFolder, type Settings } from './cli/index.ts'
import { signerOf } from './identity/index.ts'
import { type RebuildReport, type Rebuilt, rebuildStore } from './node/index.ts'
import {
  claimStore,
  forgetRecoveryKey,
  HEAD_FILE,
  hasKeyFile,
  inspectStore,
  lockDataFolder,
  openHeadFile,
  openKeyFile,
  openStore,
} from './storage/index.ts'

/** Makes the data folder of a new node: its key, and the file that says that the key has signed nothing. */
export async function initFolder({ dataDir }: Settings): Promise<NewFolder> {
  const folder = resolve(dataDir)
  if (hasKeyFile(folder))
    throw new CommandError(`${folder} is a node's data folder already, with a key: nothing was changed`)
  const [other] = existsSync(folder) ? await readdir(folder) : []
  if (other !== undefined)
    throw new CommandError(`${folder} is not empty (${other}) and holds no key: choose a folder that is new or empty`)
  using _lock = await lockDataFolder(folder)
  // As at a start: it is made before the key, so that the next start is sure that a key without signatures is new.
  await using _heads = await openHeadFile(join(folder, HEAD_FILE))
  const { seed, recoveryKey } = await openKeyFile(folder)
  return { did: signerOf(seed).did, folder, recoveryKey, forgetRecoveryKey: () => forgetRecoveryKey(folder) }
}

/** Folds a stopped node's whole log anew. */
export async function rebuildFolder(settings: Settings, report: RebuildReport): Promise<Rebuilt> {
  const { dataDir } = settings
  if (!hasKeyFile(dataDir))
    throw new CommandError(`${resolve(dataDir)} is no node's data folder: there is no key; is ROCHDALE_DATA_DIR right?`)
  using _lock = await lockDataFolder(dataDir)
  await using store = await openStore(settings)
  const { seed } = await openKeyFile(dataDir)
  await claimStore(store, signerOf(seed).did, resolve(dataDir))
  return await rebuildStore(store, { report })
}

/** Looks at a node's own files and its database, without changing anything. */
export async function inspectFolder(settings: Settings): Promise<Inspection> {
  const path = join(settings.dataDir, HEAD_FILE)
  return {
    headCount: async () => {
      if (!existsSync(path)) return null
      await using heads = await openHeadFile(path, { create: false })
      return (await heads.load()).size
    },
    database: () => inspectStore(settings),
  }
}
